package org.haetae.assess;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimId;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.law.Law;
import org.haetae.ledger.Ledger;
import org.haetae.resolve.Judgements;

/// Cases, their findings and tasks: the one door through which they are written and read. Whatever
/// is written is entered into the ledger in the same transaction.
///
/// A case lies in the compartments that it was begun in, a finding in these and in those of all
/// claims that it leans on: who sees a finding may read what it leans on.
public final class Cases {

    private final Database database;

    public Cases(
            Database database,
            Ledger ledger,
            Archive archive,
            Renditions renditions,
            Casebook casebook,
            Judgements judgements,
            Law law,
            Clock clock) {
        this.database = database;
    }

    // ---- cases

    /// Begins a case.
    ///
    /// @param compartments all theirs, at least one
    public CaseFile begin(Clearance by, Theory theory, Set<CompartmentId> compartments) {
        throw new UnsupportedOperationException();
    }

    /// Changes the theory of a case: what it was stays in its history.
    ///
    /// @param version that the change was made upon
    public CaseFile revise(Clearance by, CaseId id, int version, Theory theory) {
        throw new UnsupportedOperationException();
    }

    /// All cases that this reader may know of, those changed last first.
    public List<CaseFile> list(Clearance by) {
        throw new UnsupportedOperationException();
    }

    /// A case as it is now.
    public Optional<CaseFile> open(Clearance by, CaseId id) {
        throw new UnsupportedOperationException();
    }

    /// All versions of a case, the oldest first.
    public List<CaseFile> history(Clearance by, CaseId id) {
        throw new UnsupportedOperationException();
    }

    // ---- findings

    /// Enters a finding.
    public Finding conclude(Clearance by, NewFinding finding) {
        throw new UnsupportedOperationException();
    }

    /// Makes a finding anew: upon claims as they are now, or the other way. Nobody has judged it
    /// then.
    ///
    /// @param version that the change was made upon
    public Finding revise(Clearance by, FindingId id, int version, NewFinding finding) {
        throw new UnsupportedOperationException();
    }

    /// Judges a finding. Nobody judges one of which they made any version.
    ///
    /// @param version that was looked at
    /// @param to agreed or sent back
    /// @param words why it is sent back; else they may be empty
    public Standing judge(
            Clearance by, FindingId id, int version, Standing to, String words) {
        throw new UnsupportedOperationException();
    }

    /// All findings of a case as they are now, in the order in which they were first made; without
    /// their words, which [#finding] and [#told] open.
    public List<Finding> findings(Clearance by, CaseId inCase) {
        throw new UnsupportedOperationException();
    }

    /// The same with their words, of those that are there for this reader.
    public List<Finding> told(Clearance by, CaseId inCase) {
        throw new UnsupportedOperationException();
    }

    /// A finding as it is now.
    public Optional<Finding> finding(Clearance by, FindingId id) {
        throw new UnsupportedOperationException();
    }

    /// All versions of a finding, the oldest first.
    public List<Finding> history(Clearance by, FindingId id) {
        throw new UnsupportedOperationException();
    }

    /// What others said of all versions of a finding, the oldest first.
    public List<FindingStep> steps(Clearance by, FindingId id) {
        throw new UnsupportedOperationException();
    }

    /// Findings that lean on a claim, in whatever version.
    public List<Finding> leaningOn(Clearance by, ClaimId claim) {
        throw new UnsupportedOperationException();
    }

    // ---- the matrix

    /// How a case stands.
    ///
    /// @param standard code of the standard by which it is read; without it that of its theory
    /// @throws org.haetae.casebook.CaseRefused when there is no such case or standard
    public Matrix matrix(Clearance by, CaseId id, Optional<String> standard) {
        throw new UnsupportedOperationException();
    }

    /// What would fall without something. Changes nothing.
    public WhatIf whatIf(
            Clearance by, CaseId id, Optional<String> standard, LeavingOut leavingOut) {
        throw new UnsupportedOperationException();
    }

    // ---- roots

    /// From which roots these items come, as far as this reader may know.
    public List<Root> roots(Clearance by, Collection<ItemId> items) {
        throw new UnsupportedOperationException();
    }

    // ---- tasks

    /// Makes a task of a gap.
    public Task task(
            Clearance by,
            CaseId inCase,
            String element,
            Subject subject,
            Gap gap,
            Optional<ActorId> whom) {
        throw new UnsupportedOperationException();
    }

    /// All tasks of a case, the open ones first.
    public List<Task> tasks(Clearance by, CaseId inCase) {
        throw new UnsupportedOperationException();
    }
}
