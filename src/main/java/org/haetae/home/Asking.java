package org.haetae.home;

import java.util.Optional;

/// Asks the person at the terminal for something that must not be seen.
@FunctionalInterface
public interface Asking {

    /// What was typed; empty when nobody can be asked.
    Optional<String> secret(String prompt);

    /// At the terminal of this process, without echo; nobody when it has none.
    static Asking atTerminal() {
        return prompt -> {
            var console = System.console();
            if (console == null || !console.isTerminal()) {
                return Optional.empty();
            }
            return Optional.ofNullable(console.readPassword("%s: ", prompt)).map(String::new);
        };
    }
}
