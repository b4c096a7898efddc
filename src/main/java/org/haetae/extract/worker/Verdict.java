package org.haetae.extract.worker;

import java.util.Objects;

/// The last word on one file by whatever read it.
///
/// @param reason why it is not simply [Outcome#READ], in plain words for a person, without the
///   file's name or content; empty when there is nothing to say
/// @param tool what read it, such as `tika/pdf`
/// @param toolVersion version of the tool, so that a reread can choose what an older one read
public record Verdict(Outcome outcome, String reason, String tool, String toolVersion) {
    public Verdict {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(tool);
        Objects.requireNonNull(toolVersion);
    }

    /// Read whole, nothing to remark.
    public static Verdict read(String tool, String toolVersion) {
        return new Verdict(Outcome.READ, "", tool, toolVersion);
    }

    /// With one more thing to say: the outcome is the graver of [Outcome#READ] and the other, and
    /// reasons add up.
    Verdict also(Outcome other, String why) {
        return new Verdict(
                outcome == Outcome.READ ? other : outcome,
                reason.isEmpty() ? why : reason + "; " + why,
                tool,
                toolVersion);
    }

    /// The same tool with another outcome.
    public Verdict but(Outcome other, String why) {
        return new Verdict(other, why, tool, toolVersion);
    }
}
