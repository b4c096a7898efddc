package org.haetae.report;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// How what is said in a dossier stands on its pages.
public sealed interface Block {

    /// All that it says, in the order of reading.
    Stream<Line> lines();

    /// The same with every text changed in one way.
    default Block with(UnaryOperator<String> change) {
        return switch (this) {
            case Heading(String text) -> new Heading(change.apply(text));
            case Paragraph(List<Line> said) -> new Paragraph(each(said, change));
            case Table(List<String> head, List<List<List<Line>>> rows) ->
                    new Table(
                            head,
                            rows.stream()
                                    .map(
                                            row ->
                                                    row.stream()
                                                            .map(cell -> each(cell, change))
                                                            .toList())
                                    .toList());
            case Chain(List<Chain.Step> steps) ->
                    new Chain(
                            steps.stream()
                                    .map(
                                            step ->
                                                    new Chain.Step(
                                                            step.label(),
                                                            change.apply(step.title()),
                                                            each(step.said(), change),
                                                            step.gap()))
                                    .toList());
        };
    }

    private static List<Line> each(List<Line> lines, UnaryOperator<String> change) {
        return lines.stream().map(line -> line.with(change)).toList();
    }

    /// Sentences that follow each other.
    record Paragraph(List<Line> said) implements Block {
        public Paragraph {
            said = List.copyOf(said);
        }

        static Paragraph of(Line... said) {
            return new Paragraph(List.of(said));
        }

        @Override
        public Stream<Line> lines() {
            return said.stream();
        }
    }

    /// A smaller heading.
    record Heading(String text) implements Block {
        @Override
        public Stream<Line> lines() {
            return Stream.of(new Line.Form(text));
        }
    }

    /// A table.
    ///
    /// @param head of its columns
    /// @param rows as many cells each as the head has; each cell says one thing or more, or nothing
    record Table(List<String> head, List<List<List<Line>>> rows) implements Block {
        public Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
            for (var row : rows) {
                if (row.size() != head.size()) {
                    throw new IllegalArgumentException(
                            "a row has %d cells; expected %d".formatted(row.size(), head.size()));
                }
            }
        }

        @Override
        public Stream<Line> lines() {
            return rows.stream().flatMap(List::stream).flatMap(List::stream);
        }
    }

    /// Steps from an act to somebody who may answer for it, one below the other. A step without
    /// sentences is a gap.
    record Chain(List<Step> steps) implements Block {

        /// @param label what kind of step: "act", "unit", "command", "person"
        /// @param title of what stands there
        public record Step(String label, String title, List<Line> said, boolean gap) {
            public Step {
                said = List.copyOf(said);
            }
        }

        public Chain {
            steps = List.copyOf(steps);
        }

        @Override
        public Stream<Line> lines() {
            return steps.stream().flatMap(step -> step.said().stream());
        }
    }
}
