package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a person does, signed in as themselves and with a reason.
abstract class PersonalDeed extends Deed {

    @Mixin private Person person = new Person();

    @Parameters(paramLabel = "ID", description = "what it is about")
    private String id = "";

    @Option(
            names = "--reason-file",
            paramLabel = "FILE",
            description =
                    "file with why; kept sealed, so that it can be accounted for. - is standard input (default: asked for)")
    private @Nullable Path reason;

    private String why = "";

    PersonalDeed(Rooms.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    /// @return what to tell
    abstract Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason);

    @Override
    public final Integer call() throws IOException {
        Typed.id(id);
        // Asked for before the home is open: nobody waits for somebody who types.
        why = SealedWords.of("the reason", "--reason-file", reason);
        return super.call();
    }

    @Override
    final void done(Rooms rooms) throws IOException {
        tell(person.signedIn(rooms, by -> done(rooms, by, Typed.id(id), why)));
    }
}
