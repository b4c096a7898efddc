package org.haetae.report;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One part of a dossier.
///
/// @param code by which it is known in every language: `findings`
public record Part(String code, String heading, List<Block> blocks) {
    public Part {
        blocks = List.copyOf(blocks);
    }

    /// All that it says, in the order of reading.
    public Stream<Line> lines() {
        return blocks.stream().flatMap(Block::lines);
    }

    /// The same with every text changed in one way.
    Part with(UnaryOperator<String> change) {
        return new Part(
                code,
                change.apply(heading),
                blocks.stream().map(block -> block.with(change)).toList());
    }

    /// What it states.
    public Stream<Line.Sentence> sentences() {
        return lines().filter(Line.Sentence.class::isInstance).map(Line.Sentence.class::cast);
    }
}
