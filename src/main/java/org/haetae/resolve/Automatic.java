package org.haetae.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.casebook.EntityId;
import org.haetae.linkage.Explanation;
import org.haetae.linkage.FieldKind;
import org.haetae.linkage.Level;

/// Joins entities without a person, where a group wants that, and only such as leave no doubt: a
/// name agrees, nothing contradicts, and beside the name either an identifier agrees or two fields
/// that say much. A name alone never joins, nor does a number alone.
///
/// Each is a judgement like a person's, with the model and the evidence, made by the software under
/// its own name; another judgement undoes it. Whatever a person judged of two is left alone.
public final class Automatic {

    /// From so many bits on a field says much: among people who are not one it agrees less than
    /// once for every sixteen times that it does among those who are.
    private static final double MUCH = 4;

    private static final int FIELDS_THAT_SAY_MUCH = 2;

    private final Judgements judgements;
    private final Proposals proposals;
    private final Clearance by;

    /// @param where compartments whose people want it; nothing else is seen, so that no joining
    ///   rests on, or tells of, what another group holds
    public Automatic(Judgements judgements, Proposals proposals, Set<CompartmentId> where) {
        this.judgements = judgements;
        this.proposals = proposals;
        this.by =
                new Clearance(
                        ActorId.SYSTEM,
                        Set.of(Permission.READ_CLAIMS, Permission.RECORD_CLAIMS),
                        where,
                        false);
    }

    /// Joins what leaves no doubt.
    ///
    /// @param kind one of [Proposals#KINDS]
    /// @return the judgements made
    public List<Judgement> join(String kind) {
        var joined = new ArrayList<Judgement>();
        var pairs = proposals.pairs(by, kind);
        var likely =
                pairs.stream()
                        .map(pair -> Two.of(pair.one(), pair.other()))
                        .collect(Collectors.toSet());
        for (var pair : pairs) {
            if (pair.probability() >= Compared.of(kind).schema().same()) {
                proposals
                        .explained(by, pair.one(), pair.other())
                        .filter(proposal -> leavesNoDoubt(proposal.why(), kind))
                        .filter(_ -> isOpen(pair.one(), pair.other(), likely))
                        .ifPresent(proposal -> joined.add(join(proposal)));
            }
        }
        return joined;
    }

    /// Whether a name agrees, nothing contradicts, and more than the name agrees.
    static boolean leavesNoDoubt(Explanation why, String kind) {
        boolean name =
                why.fields().stream()
                        .anyMatch(
                                one ->
                                        one.field().kind().names().isPresent()
                                                && (one.level() == Level.EXACT
                                                        || one.level() == Level.SPELLING));
        boolean contradicted = why.fields().stream().anyMatch(one -> one.bits() < 0);
        boolean identified =
                why.fields().stream()
                        .anyMatch(
                                one ->
                                        one.field().kind() == FieldKind.IDENTIFIER
                                                && one.level() == Level.EXACT);
        long much =
                why.fields().stream()
                        .filter(one -> one.field().kind().names().isEmpty())
                        .filter(one -> one.level() == Level.EXACT && one.bits() >= MUCH)
                        .count();
        return name
                && !contradicted
                && (identified || much >= FIELDS_THAT_SAY_MUCH)
                && why.probability() >= Compared.of(kind).schema().same();
    }

    /// Nobody judged these two, nobody held any that they are one with to be different, and nobody
    /// from whom one of them was told apart could be the other: also by judgements that cannot be
    /// seen from here.
    private boolean isOpen(EntityId one, EntityId other, Set<Two> likely) {
        var ones = judgements.cluster(Clearance.SYSTEM, one);
        var others = judgements.cluster(Clearance.SYSTEM, other);
        return !ones.members().contains(other)
                && judgements.history(Clearance.SYSTEM, one, other).isEmpty()
                && isApartFromNobody(ones, others, likely)
                && isApartFromNobody(others, ones, likely);
    }

    private static boolean isApartFromNobody(Cluster from, Cluster to, Set<Two> likely) {
        return from.judgements().stream()
                .filter(judgement -> judgement.verdict() != Verdict.SAME)
                .flatMap(judgement -> Stream.of(judgement.one(), judgement.other()))
                .filter(apart -> !from.members().contains(apart))
                .noneMatch(
                        apart ->
                                to.members().contains(apart)
                                        || to.members().stream()
                                                .anyMatch(
                                                        member ->
                                                                likely.contains(
                                                                        Two.of(member, apart))));
    }

    private Judgement join(Proposals.Proposal proposal) {
        var why = proposal.why();
        return judgements.judge(
                by,
                proposal.one(),
                proposal.other(),
                Verdict.SAME,
                Optional.of(why.model()),
                new Judgement.Words(
                        "Joined by Haetae itself: a name agrees, more than the name agrees, and nothing contradicts.",
                        why.sentence(Locale.ENGLISH) + "\n" + String.join("\n", why.arithmetic())));
    }
}
