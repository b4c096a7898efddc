package org.haetae.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is in the small jar: all that it needs, nothing else, and nothing that it must not trust.
class SmallJarTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void itHoldsWhatItsMainClassReachesAndNothingElse() throws IOException {
        Set<String> reached = new HashSet<>();
        ArrayDeque<JavaClass> open = new ArrayDeque<>();
        open.add(CLASSES.get("org.haetae.Verify"));
        while (!open.isEmpty()) {
            JavaClass type = open.pop();
            if (type.getPackageName().startsWith("org.haetae") && reached.add(type.getName())) {
                type.getDirectDependenciesFromSelf()
                        .forEach(arrow -> open.add(arrow.getTargetClass().getBaseComponentType()));
            }
        }
        Set<String> held = new TreeSet<>();
        for (String file : SmallJar.classes()) {
            held.add(file.replace(".class", "").replace('/', '.'));
        }
        held.removeIf(name -> name.endsWith("package-info"));
        reached.removeIf(name -> name.endsWith("package-info"));
        Set<String> missing = new TreeSet<>(reached);
        missing.removeAll(held);
        assertThat(missing).as("needed, and not in the list of pom.xml").isEmpty();
        for (String name : reached) {
            Path folder = Path.of("target/classes", name.replace('.', '/')).getParent();
            String simple = name.substring(name.lastIndexOf('.') + 1);
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.matches(Pattern.quote(simple) + "\\$[0-9]+\\.class"))
                        .forEach(
                                file ->
                                        assertThat(held)
                                                .contains(
                                                        name.substring(0, name.lastIndexOf('.') + 1)
                                                                + file.replace(".class", "")));
            }
        }
        Set<String> surplus = new TreeSet<>(held);
        surplus.removeAll(reached);
        // Of the rooms that it takes whole, the writers come along.
        surplus.removeIf(name -> name.startsWith("org.haetae.packing."));
        // What the compiler makes beside a class that switches over an enum is seen by nobody.
        surplus.removeIf(name -> name.matches(".*\\$[0-9]+"));
        assertThat(surplus).as("in the list of pom.xml, and not needed").isEmpty();
    }

    @Test
    void itStandsOnTheJdkAlone() {
        assertThat(
                        CLASSES.stream()
                                .filter(
                                        type ->
                                                type.getPackageName()
                                                        .matches("org\\.haetae\\.(verify|packing)"))
                                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                .map(
                                        arrow ->
                                                arrow.getTargetClass()
                                                        .getBaseComponentType()
                                                        .getPackageName())
                                .filter(
                                        name ->
                                                !name.matches(
                                                        "(java|org\\.haetae|org\\.jspecify)(\\..*)?|"))
                                .distinct())
                .isEmpty();
    }

    @Test
    void itIsSmallAndSaysHowItIsUsed(@TempDir Path folder) throws IOException {
        SmallJar jar = SmallJar.in(folder);
        assertThat(Files.size(jar.file())).isLessThan(3_000_000);
        SmallJar.Verdict unused = jar.run();
        assertThat(unused.code()).isEqualTo(2);
        assertThat(unused.err()).contains("Usage:").doesNotContain("\tat ");
        SmallJar.Verdict keyless = jar.run(folder.toString());
        assertThat(keyless.code()).isEqualTo(2);
        assertThat(keyless.err()).contains("nothing is believed on its own word");
    }
}
