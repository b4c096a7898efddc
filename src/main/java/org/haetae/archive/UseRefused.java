package org.haetae.archive;

import java.util.List;

/// Material was asked for to a use that the people who gave it have not agreed to. Nothing left.
public final class UseRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Uses.Ground> grounds;

    UseRefused(Uses.Verdict.Refused refused) {
        super(words(refused.grounds().getFirst()));
        this.grounds = refused.grounds();
    }

    private static String words(Uses.Ground ground) {
        var words =
                switch (ground.reason()) {
                    case UNSTATED ->
                            "consent %s does not say what it allows; note it with haetae consent allow";
                    case USE_NOT_NAMED ->
                            "it is under consent %s; name what it is for: --for report, named-court:NAME, un-body:NAME or publication";
                    case NOT_ALLOWED ->
                            "consent %s does not allow this use; ask the person, and note what they allow with haetae consent allow";
                    case WITHOUT_NAME ->
                            "consent %s allows it without the person's name only; hand out what does not show who they are, and say so with --without-name";
                    case NOT_YET -> "consent %s has not begun";
                    case EXPIRED ->
                            "consent %s has ended; ask the person, and note what they allow with haetae consent allow";
                    case WITHDRAWN ->
                            "consent %s was withdrawn; what is tied to it is only kept until somebody decides to erase it";
                };
        return words.formatted(ground.consent());
    }

    /// What stands against it, at least one.
    public List<Uses.Ground> grounds() {
        return grounds;
    }
}
