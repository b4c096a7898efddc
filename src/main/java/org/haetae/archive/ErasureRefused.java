package org.haetae.archive;

import java.util.Locale;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;

/// Something about an erasure or a legal hold that may not be. Nothing was changed.
public final class ErasureRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// What stands against it.
    public enum Why {
        /// Who asks has not the right to.
        NOT_ALLOWED("this account may not do that"),
        /// Only a person with an account asks, decides, places and lifts.
        NO_ACCOUNT("a person with an account has to do this; sign in as one"),
        /// There is no such thing for this actor.
        NOT_THERE("there is nothing of this id"),
        /// What is to be tied to a consent lies in other compartments than the consent.
        OTHER_COMPARTMENT("it does not lie in the compartments of the consent"),
        /// It was found inside another item, whose bytes hold it too.
        INSIDE(
                "it was found inside another item, whose bytes hold it as well; name the outermost item"),
        /// The sealed file of a single item is part of an OCFL object, which is removed whole or
        /// not.
        PART_OF_AN_OBJECT(
                "the sealed file of a single item stays, as noise; only those of a whole accession can be removed"),
        /// A reason is required.
        NO_REASON("a reason is required"),
        /// Who asked for it cannot decide it.
        SAME_PERSON("who asked for an erasure cannot decide it; a second person has to"),
        /// Somebody else could act as this account, and its owner may not have noticed yet.
        GIVEN_LATELY(
                "somebody else made this account, or gave it a password or took its second factor away, less than 72 hours ago; it may decide and lift holds after that, or another account now"),
        /// Who asked could act as this account.
        GIVEN_BY_ASKER(
                "whoever asked for it or placed the hold gave this account the password that it still has; choose a password of your own, or let another account do it"),
        /// It was decided before.
        DECIDED("this was decided before"),
        /// Somebody asked for it already.
        ASKED("this was asked for already and waits for a decision"),
        /// It covers what whoever decides may not see.
        HIDDEN(
                "it covers material that you may not see; somebody who may see all of it has to decide"),
        /// Who placed a hold cannot lift it.
        OWN_HOLD("who placed a hold cannot lift it; a second person has to"),
        /// A legal hold lies on it.
        HELD("a legal hold lies on some of it; lift the hold first");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /// Part of a message key.
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Why why;

    public ErasureRefused(Why why) {
        super(why.words);
        this.why = why;
    }

    /// Refuses who has not the right to.
    static void unlessMay(Clearance by, Permission permission) {
        if (!by.may(permission)) {
            throw new ErasureRefused(Why.NOT_ALLOWED);
        }
    }

    /// Refuses who is no person, too: the owner of the home at the console is every account's owner
    /// and none, and four eyes are two persons.
    static void unlessPersonMay(Clearance by, Permission permission) {
        if (by.whole()) {
            throw new ErasureRefused(Why.NO_ACCOUNT);
        }
        unlessMay(by, permission);
    }

    public Why why() {
        return why;
    }
}
