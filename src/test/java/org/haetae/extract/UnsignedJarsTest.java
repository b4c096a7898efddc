package org.haetae.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.bouncycastle.asn1.ASN1Object;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsignedJarsTest {

    @TempDir Path folder;

    @Test
    void aCopyHasEveryClassAndNothingOfTheSignature() throws Exception {
        Path signed =
                Path.of(
                        ASN1Object.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Path copy = folder.resolve("copy.jar");
        try (var from = new JarFile(signed.toFile())) {
            assertThat(from.stream().map(JarEntry::getName)).anyMatch(UnsignedJarsTest::signs);
            UnsignedJars.write(from, copy);
            try (var made = new JarFile(copy.toFile())) {
                assertThat(made.stream().map(JarEntry::getName))
                        .noneMatch(UnsignedJarsTest::signs)
                        .containsAll(classes(from));
                var one = "org/bouncycastle/asn1/ASN1Object.class";
                assertThat(bytes(made, one)).isEqualTo(bytes(from, one));
                assertThat(made.isMultiRelease()).isTrue();
                assertThat(made.getManifest().getEntries()).isEmpty();
            }
        }
    }

    private static boolean signs(String name) {
        return name.matches("META-INF/[^/]+\\.(SF|RSA)");
    }

    private static List<String> classes(JarFile jar) {
        return jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.endsWith(".class") || name.startsWith("META-INF/services/"))
                .filter(name -> !name.endsWith("/"))
                .toList();
    }

    private static byte[] bytes(JarFile jar, String name) throws IOException {
        try (var in = jar.getInputStream(jar.getJarEntry(name))) {
            return in.readAllBytes();
        }
    }
}
