package org.haetae.cli;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.haetae.roster.Compartment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae compartment`: need-to-know sets.
@Command(
        name = "compartment",
        header = "Manages compartments.",
        description =
                "Need-to-know sets: list and add. What lies in several is seen by those who hold all of them.",
        mixinStandardHelpOptions = true)
final class CompartmentCommand implements Callable<Integer> {

    private enum Deed {
        list,
        add
    }

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(index = "0", paramLabel = "DEED", description = "list or add")
    private Deed deed = Deed.list;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "its name in English")
    private @Nullable String name;

    @Option(names = "--korean", paramLabel = "NAME", description = "its name in Korean")
    private @Nullable String korean;

    CompartmentCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            switch (deed) {
                case list -> rooms.roster().compartments(by).forEach(this::tell);
                case add -> {
                    if (name == null) {
                        throw new Misuse("`haetae compartment add` needs a name");
                    }
                    tell(
                            rooms.roster()
                                    .createCompartment(by, name, korean == null ? name : korean));
                }
            }
            return Exit.DONE;
        } catch (org.haetae.roster.Refused e) {
            throw new Misuse(e.getMessage());
        }
    }

    private void tell(Compartment compartment) {
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("compartment", compartment.id().toString());
            row.put("english", compartment.english());
            row.put("korean", compartment.korean());
            terminal.row(row);
        } else {
            terminal.line(
                    "%s  %s  %s"
                            .formatted(
                                    compartment.id(), compartment.english(), compartment.korean()));
        }
    }
}
