package org.haetae.assess;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.casebook.EntityId;
import org.haetae.law.Provision;
import org.haetae.law.Standard;

/// How a case stands: every element of its law for every incident or person that it is asked of.
/// Computed from findings whenever it is looked at; nothing of it is kept.
///
/// @param standard by which it is read: findings to others do not count in it
/// @param incidents that belong to the case, in the order of their first days
/// @param blocks one for each act of the case's conduct, then its elements of context, then its
///   modes of liability
public record Matrix(
        CaseFile file,
        Standard standard,
        List<EntityId> incidents,
        List<Block> blocks,
        Figures figures,
        List<Root> roots) {

    /// The elements of one act, of the context of one crime, or of one mode of liability.
    ///
    /// @param provision whose elements these are
    /// @param subjects of its columns
    public record Block(Provision provision, List<Subject> subjects, List<Line> lines) {
        public Block {
            subjects = List.copyOf(subjects);
            lines = List.copyOf(lines);
        }
    }

    /// One element, with a cell for each subject of its block, in their order.
    public record Line(Provision element, List<Cell> cells) {
        public Line {
            cells = List.copyOf(cells);
        }

        /// How many cells stand so.
        public int count(CellState state) {
            return (int) cells.stream().filter(cell -> cell.state() == state).count();
        }
    }

    public Matrix {
        incidents = List.copyOf(incidents);
        blocks = List.copyOf(blocks);
        roots = List.copyOf(roots);
    }

    /// All cells.
    public Stream<Cell> cells() {
        return blocks.stream()
                .flatMap(block -> block.lines().stream())
                .flatMap(line -> line.cells().stream());
    }

    /// The cell of an element for a subject.
    public Optional<Cell> cell(String element, Subject subject) {
        return cells().filter(
                        cell -> cell.element().equals(element) && cell.subject().equals(subject))
                .findFirst();
    }
}
