package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.haetae.access.Clearance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// For what a person does, not the owner of the home: signed in with their own password, which is
/// asked for or read from a file, never taken from the command line.
final class Person {

    @Option(
            names = "--as",
            paramLabel = "LOGIN",
            required = true,
            description = "who does it: an account, by what they type to sign in")
    private String login = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "file with the password in its first line and, of who has a second factor, the code in its second (default: asked for)")
    private @Nullable Path file;

    Person() {}

    /// Does something under the clearance of the account, and signs out again.
    ///
    /// @throws Misuse when nobody is let in
    <T> T signedIn(Rooms rooms, Function<Clearance, T> work) throws IOException {
        var words = words();
        var opened =
                rooms.roster()
                        .signIn(login, words[0].toCharArray(), words[1])
                        .orElseThrow(
                                () ->
                                        new Misuse(
                                                "nobody was let in as \"%s\": name, password or code is wrong"
                                                        .formatted(login)));
        try {
            return work.apply(rooms.roster().bySession(opened.token()).orElseThrow().clearance());
        } finally {
            rooms.roster().signOut(opened.token());
        }
    }

    private String[] words() throws IOException {
        if (file != null) {
            var lines = Files.readAllLines(file);
            return new String[] {
                lines.isEmpty() ? "" : lines.getFirst(), lines.size() > 1 ? lines.get(1) : ""
            };
        }
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new Misuse(
                    "there is no terminal to ask for the password of \"%s\"; give --password-file"
                            .formatted(login));
        }
        var password = console.readPassword("password of %s: ", login);
        var code = console.readLine("code of the second factor (empty if none): ");
        return new String[] {
            password == null ? "" : new String(password), code == null ? "" : code
        };
    }
}
