package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.haetae.search.Expression.All;
import org.haetae.search.Expression.Any;
import org.haetae.search.Expression.Dated;
import org.haetae.search.Expression.Everything;
import org.haetae.search.Expression.In;
import org.haetae.search.Expression.Near;
import org.haetae.search.Expression.Not;
import org.haetae.search.Expression.Pattern;
import org.haetae.search.Expression.Phrase;
import org.haetae.search.Expression.Similar;
import org.haetae.search.Expression.Value;
import org.haetae.search.Expression.Word;
import org.haetae.search.Problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QueryReaderTest {

    /// An expression in a form that is easy to compare.
    private static String shown(Expression expression) {
        return switch (expression) {
            case Everything everything -> "everything";
            case All all -> "all" + all.parts().stream().map(QueryReaderTest::shown).toList();
            case Any any -> "any" + any.parts().stream().map(QueryReaderTest::shown).toList();
            case Not not -> "not[" + shown(not.part()) + "]";
            case Word word -> (word.exact() ? "=" : "") + word.text();
            case Phrase phrase ->
                    "'" + phrase.text() + "'" + (phrase.within() == 0 ? "" : "~" + phrase.within());
            case Pattern pattern -> "pattern " + pattern.text();
            case Similar similar -> similar.text() + "~" + similar.edits();
            case Near near ->
                    "near"
                            + near.within()
                            + "["
                            + shown(near.left())
                            + ", "
                            + shown(near.right())
                            + "]";
            case In in -> in.field().word() + "[" + shown(in.part()) + "]";
            case Value value -> value.field().word() + "=" + value.value();
            case Dated dated ->
                    dated.from().map(Object::toString).orElse("*")
                            + ".."
                            + dated.to().map(Object::toString).orElse("*");
        };
    }

    private static String read(String query) {
        return switch (QueryReader.read(query)) {
            case QueryReader.Understood understood -> shown(understood.expression());
            case QueryReader.NotUnderstood not ->
                    not.problem().code() + " at " + not.problem().position();
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a | a",
                "a b | all[a, b]",
                "a AND b c | all[a, b, c]",
                "a OR b | any[a, b]",
                "a b OR c d | any[all[a, b], all[c, d]]",
                "a (b OR c) | all[a, any[b, c]]",
                "a NOT b | all[a, not[b]]",
                "a -b | all[a, not[b]]",
                "-(a b) | not[all[a, b]]",
                "NOT NOT a | not[not[a]]",
                "+a -b | all[a, not[b]]",
                "a - b | all[a, -, b]",
                "Jong-un | Jong-un",
                "and or not near | all[and, or, not, near]",
                "ANDY NOTE ORDER | all[ANDY, NOTE, ORDER]",
                "\"a b\" | 'a b'",
                "“a b” | 'a b'",
                "\"a b\"~5 | 'a b'~5",
                "\"a b\"~ | 'a b'~10",
                "\"a \\\" b\" | 'a \" b'",
                "=word | =word",
                "=\"a b\" | 'a b'",
                "= | =",
                "word~ | word~1",
                "word~2 | word~2",
                "~ | ~",
                "a~b | a~b",
                "wor* | pattern wor*",
                "wo?d | pattern wo?d",
                "why? | pattern why?",
                "수용* | pattern 수용*",
                "*수용소 | pattern *수용소",
                "* | everything",
                "a\\*b | a*b",
                "a NEAR b | near10[a, b]",
                "a NEAR/3 b | near3[a, b]",
                "\"a b\" NEAR/3 (c OR d) | near3['a b', any[c, d]]",
                "a NEAR/3 b NEAR/4 c | near4[near3[a, b], c]",
                "type:pdf | type=pdf",
                "종류:pdf | type=pdf",
                "TYPE:pdf a | all[type=pdf, a]",
                "type:(pdf OR mail) | any[type=pdf, type=mail]",
                "type:(pdf mail) | any[type=pdf, type=mail]",
                "lang:ko | language=ko",
                "언어:한국어 | language=한국어",
                "-type:pdf | not[type=pdf]",
                "name:report | name[report]",
                "name:\"a b\" | name['a b']",
                "name:(a OR b) | name[any[a, b]]",
                "이름:요덕 | name[요덕]",
                "http://x.org/a:b | http://x.org/a:b",
                "10:30 | 10:30",
                "A/HRC/RES/34/24 | A/HRC/RES/34/24",
                "date:2017 | 2017-01-01..2017-12-31",
                "date:2017-06 | 2017-06-01..2017-06-30",
                "date:2017-06-15 | 2017-06-15..2017-06-15",
                "date:2017.6.5 | 2017-06-05..2017-06-05",
                "date:2017년6월5일 | 2017-06-05..2017-06-05",
                "날짜:2017년 | 2017-01-01..2017-12-31",
                "date:2017-06..2018 | 2017-06-01..2018-12-31",
                "date:2017-06.. | 2017-06-01..*",
                "date:..2018-02 | *..2018-02-28",
                "date:>2017 | 2018-01-01..*",
                "date:>=2017 | 2017-01-01..*",
                "date:<2017-06 | *..2017-05-31",
                "date:<=2017-06 | *..2017-06-30",
                "year:2015..2017 | 2015-01-01..2017-12-31",
                "연도:2017 | 2017-01-01..2017-12-31",
                "date:２０１７ | 2017-01-01..2017-12-31",
                "item:123 | item=123",
            })
    void aQueryIsReadAsMeant(String query, String expected) {
        assertThat(read(query)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a \"b c | QUOTE_OPEN | 2",
                "\" | QUOTE_OPEN | 0",
                "a (b c | PARENTHESIS_OPEN | 2",
                "( | PARENTHESIS_OPEN | 0",
                "a b) | PARENTHESIS_CLOSE | 3",
                ") | PARENTHESIS_CLOSE | 0",
                "() | PARENTHESIS_EMPTY | 0",
                "a AND | OPERAND_MISSING | 2",
                "a OR | OPERAND_MISSING | 2",
                "OR a | OPERAND_MISSING | 0",
                "AND | OPERAND_MISSING | 0",
                "a AND OR b | OPERAND_MISSING | 2",
                "NOT | OPERAND_MISSING | 0",
                "a NEAR | OPERAND_MISSING | 2",
                "NEAR b | OPERAND_MISSING | 0",
                "type: | VALUE_MISSING | 0",
                "a type: b | VALUE_MISSING | 2",
                "𠀀 type: | VALUE_MISSING | 2",
                "*word | WILDCARD_FIRST | 0",
                "w*d | WILDCARD_SHORT | 0",
                "word~3 | EDITS | 4",
                "word~0 | EDITS | 4",
                "\"a b\"~0 | DISTANCE | 5",
                "\"a b\"~999999999999 | DISTANCE | 5",
                "a NEAR/0 b | DISTANCE | 2",
                "a NEAR/101 b | DISTANCE | 2",
                "(a b) NEAR c | NEAR_OPERAND | 0",
                "a NEAR type:pdf | NEAR_OPERAND | 7",
                "date:soon | DATE | 5",
                "date:2017-13 | DATE | 5",
                "date:2017-02-30 | DATE | 5",
                "date:.. | DATE | 5",
                "date:2018..2017 | DATE_ORDER | 5",
            })
    void whatIsNotUnderstoodIsExplainedWithItsPlace(String query, Code code, int position) {
        assertThat(read(query)).isEqualTo(code + " at " + position);
    }

    @Test
    void anEmptyQueryAsksForEverything() {
        assertThat(read("")).isEqualTo("everything");
        assertThat(read("  \u3000 ")).isEqualTo("everything");
    }

    @Test
    void thereAreLimits() {
        assertThat(read("a".repeat(4001))).startsWith("TOO_LONG");
        assertThat(read("a ".repeat(201))).startsWith("TOO_LONG");
        assertThat(read("a ".repeat(200))).startsWith("all");
        assertThat(read("(".repeat(100) + "a" + ")".repeat(100))).startsWith("TOO_DEEP");
        assertThat(read("-".repeat(100) + "a")).startsWith("TOO_DEEP");
        assertThat(read("name:".repeat(100) + "a")).startsWith("TOO_DEEP");
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyProblemIsExplainedInBothLanguages(Code code) {
        Problem problem = Problem.of(code, 0, 1, "x", "y", "z");
        assertThat(problem.english()).isNotBlank().doesNotContain("%").matches("\\P{IsHangul}+");
        assertThat(problem.korean())
                .isNotBlank()
                .doesNotContain("%")
                .containsPattern("\\p{IsHangul}");
    }
}
