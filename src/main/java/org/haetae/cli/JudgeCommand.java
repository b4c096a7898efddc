package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.EntityId;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae judge`.
@Command(
        name = "judge",
        header = "Records whether two entities are the same.",
        description = {
            "Records that two entities of the casebook are the same, are different, or that it cannot be told, with your reason.",
            "No claim is changed; a later judgement of the same two takes its place, which is how one is undone."
        },
        mixinStandardHelpOptions = true)
final class JudgeCommand extends Deed {

    @Mixin private Person person = new Person();

    @Parameters(index = "0", paramLabel = "VERDICT", description = "same, different or unsure")
    private Verdict verdict = Verdict.UNSURE;

    @Parameters(index = "1..2", arity = "2", paramLabel = "ID", description = "two entities")
    private List<String> ids = List.of();

    @Option(
            names = "--reason-file",
            paramLabel = "FILE",
            description =
                    "file with why; kept sealed, and gone with what it is about. - is standard input (default: asked for)")
    private @Nullable Path reason;

    @Option(
            names = "--second-opinion",
            description = "asks for somebody else to judge the same two; unsure always does")
    private boolean second;

    private String why = "";

    JudgeCommand(Rooms.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    public Integer call() throws IOException {
        ids.forEach(Typed::id);
        // Asked for before the home is open: nobody waits for somebody who types.
        why = SealedWords.of("the reason", "--reason-file", reason);
        return super.call();
    }

    @Override
    void done(Rooms rooms) throws IOException {
        tell(person.signedIn(rooms, by -> judged(rooms, by)));
    }

    private Map<String, Object> judged(Rooms rooms, Clearance by) {
        var judgements = ShownEntity.judgements(rooms);
        var one = new EntityId(Typed.id(ids.getFirst()));
        try {
            var judgement =
                    judgements.judge(
                            by,
                            one,
                            new EntityId(Typed.id(ids.getLast())),
                            verdict,
                            Optional.empty(),
                            new Judgement.Words(why, ""),
                            second);
            return told(judgements, by, one, judgement);
        } catch (CaseRefused refused) {
            throw new Misuse("not judged: " + refused.getMessage());
        }
    }

    private static Map<String, Object> told(
            Judgements judgements, Clearance by, EntityId one, Judgement judgement) {
        var cluster = judgements.cluster(by, one);
        var row = new LinkedHashMap<String, Object>();
        row.put("verdict", judgement.verdict().word());
        row.put("position", judgement.position());
        row.put("cluster", cluster.members().stream().map(EntityId::toString).toList());
        if (!cluster.contradictions().isEmpty()) {
            row.put(
                    "contradictions",
                    cluster.contradictions().stream()
                            .map(Judgement::position)
                            .map(position -> "judgement at position " + position)
                            .toList());
        }
        return row;
    }
}
