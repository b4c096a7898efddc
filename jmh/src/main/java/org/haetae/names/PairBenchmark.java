package org.haetae.names;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What it takes to compare two names that were read, to say why, and to read one. Every name of a
/// list is compared with every other: most pairs of a screening are of different people. The names
/// are invented, or those of offices.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PairBenchmark {

    private static final int COUNT = 16;

    private static final List<String> PEOPLE =
            List.of(
                    "박가람",
                    "Pak Ka Ram",
                    "Park Ga-ram",
                    "朴佳藍",
                    "Пак Карам",
                    "노을솔",
                    "No Ŭl-sol",
                    "Ro Ul Sol",
                    "Ivan Petrovich Primerov",
                    "Иван Петрович Примеров",
                    "Abd al-Rahman bin Mithal",
                    "عبد الرحمن بن مثال",
                    "Li Shili",
                    "李实例",
                    "John Q. Example",
                    "Example, John");

    private static final List<String> BODIES =
            List.of(
                    "Ministry of People's Security",
                    "인민보안성",
                    "Ministry of Public Security",
                    "Министерство государственной безопасности",
                    "Office 39",
                    "제39호실",
                    "Korea Example Trading Corporation",
                    "조선보기무역회사",
                    "Example Bank",
                    "ООО «Пример»",
                    "Primer LLC",
                    "实例贸易有限公司",
                    "Second Economic Committee",
                    "제2경제위원회",
                    "Camp No. 14",
                    "14호 관리소");

    /// Whose names.
    @Param({"people", "bodies"})
    public String of;

    private List<String> texts = List.of();
    private NameKind kind = NameKind.PERSON;
    private final List<Name> names = new ArrayList<>();

    @Setup
    public void read() {
        kind = of.equals("people") ? NameKind.PERSON : NameKind.ORGANISATION;
        texts = of.equals("people") ? PEOPLE : BODIES;
        texts.forEach(text -> names.add(Name.read(text, kind)));
    }

    @Benchmark
    @OperationsPerInvocation(COUNT * COUNT)
    public void score(Blackhole hole) {
        for (var one : names) {
            for (var other : names) {
                hole.consume(one.compare(other).score());
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT * COUNT)
    public void scoreExplained(Blackhole hole) {
        for (var one : names) {
            for (var other : names) {
                hole.consume(one.compare(other).explanation());
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void read(Blackhole hole) {
        for (var text : texts) {
            hole.consume(Name.read(text, kind));
        }
    }
}
