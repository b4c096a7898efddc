package org.haetae.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.haetae.access.Clearance;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.ledger.Recorded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae show`: items and entities, each with all that is known of it.
@Command(
        name = "show",
        header = "Shows an item or an entity, with what is known of it.",
        description = {
            "Shows an item: where it came from, how its reading ended, its parts and its history in the ledger.",
            "Or an entity of the casebook: what is held of it, with each claim, and each citation read again."
        },
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description =
                    "id of an item or an entity, or the key by which a file of claims named an entity")
    private List<String> ids = List.of();

    @Option(names = "--text", description = "its text too, page by page")
    private boolean text;

    ShowCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            boolean all = true;
            for (var id : ids) {
                all &= show(rooms, by, id);
            }
            return all ? Exit.DONE : Exit.FINDINGS;
        }
    }

    /// Whether there is such a thing.
    private boolean show(Rooms rooms, Clearance by, String id) throws Exception {
        var entity = ShownEntity.of(rooms, by, id).orElse(null);
        if (entity != null) {
            if (common.json()) {
                terminal.row(entity.row());
            } else {
                entity.tell(terminal);
            }
            return true;
        }
        var named = Typed.id(id);
        var item = rooms.archive().item(by, new ItemId(named)).orElse(null);
        if (item == null) {
            terminal.say(
                    rooms.archive()
                            .erasures()
                            .tombstone(by, named)
                            .map(
                                    stone ->
                                            "haetae show: %s was erased by decision %d, %s"
                                                    .formatted(id, stone.decision(), stone.at()))
                            .orElse("haetae show: there is no item or entity " + id));
            return false;
        }
        var shown = shown(rooms, by, item);
        if (common.json()) {
            terminal.row(shown);
        } else {
            shown.forEach((key, value) -> terminal.line("%-14s %s".formatted(key, value)));
        }
        return true;
    }

    private LinkedHashMap<String, Object> shown(Rooms rooms, Clearance by, Item item)
            throws Exception {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("item", item.id().toString());
        shown.put("path", item.path());
        shown.put("accession", item.accession().toString());
        item.parent().ifPresent(parent -> shown.put("parent", parent.toString()));
        item.previous().ifPresent(previous -> shown.put("previous", previous.toString()));
        shown.put("bytes", item.bytes());
        shown.put("sha256", item.sha256());
        shown.put("sealedSha256", item.sealedSha256());
        item.modified().ifPresent(modified -> shown.put("modified", modified.toString()));
        shown.put("received", item.receivedAt().toString());
        rooms.readings()
                .of(by, item.id())
                .ifPresent(
                        reading -> {
                            shown.put("outcome", reading.outcome().word());
                            shown.put("reason", reading.reason());
                            shown.put("type", reading.mediaType());
                            shown.put("tool", reading.toolAndVersion());
                            shown.put("millis", reading.millis());
                        });
        ExportCommand.Kind.custody(rooms)
                .why(by, item.id())
                .ifPresent(
                        why -> {
                            why.proven().ifPresent(at -> shown.put("proven", at.toString()));
                            why.failed().ifPresent(at -> shown.put("notProven", at.toString()));
                        });
        var words = rooms.renditions().text(item.id());
        words.ifPresent(
                found -> {
                    shown.put("pages", found.pages().size());
                    shown.put("metadata", found.metadata());
                    if (text) {
                        shown.put("text", found.pages().stream().map(page -> page.text()).toList());
                    }
                });
        shown.put("provenances", item.provenances().stream().map(other -> other.path()).toList());
        shown.put(
                "parts",
                rooms.archive().parts(by, item.id(), -1, Integer.MAX_VALUE).stream()
                        .map(part -> part.item().id() + " " + part.item().path())
                        .toList());
        shown.put("history", history(rooms, by, rooms.ledger().history(item.id().value())));
        return shown;
    }

    private static List<String> history(Rooms rooms, Clearance by, List<Recorded> entries) {
        var lines = new ArrayList<String>();
        var receivers = Console.receivers(rooms);
        for (var recorded : entries) {
            var entry = recorded.entry();
            lines.add(
                    "%d %s %s by %s%s"
                            .formatted(
                                    recorded.position(),
                                    entry.time(),
                                    entry.act(),
                                    entry.actor(),
                                    receivers
                                            .disclosedTo(by, recorded)
                                            .map(to -> " to %s %s".formatted(to.id(), to.label()))
                                            .orElse("")
                                            .stripTrailing()));
        }
        return lines;
    }
}
