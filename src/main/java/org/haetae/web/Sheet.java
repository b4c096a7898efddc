package org.haetae.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.haetae.access.Role;
import org.haetae.access.Scope;
import org.haetae.archive.Ground;
import org.haetae.designations.KeptVersion;
import org.haetae.exchange.FtmImport;
import org.haetae.exchange.SheetRows;
import org.jspecify.annotations.Nullable;

/// What one page shows, as plain values; each kind has the template of the same name. Nothing in a
/// sheet is markup: names, titles and texts are whatever a witness or an attacker wrote, and the
/// templates escape them all.
public sealed interface Sheet extends Answer {

    /// The file under `src/main/jte`.
    default String template() {
        return getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT)
                + ".jte";
    }

    /// The entry of the main menu that is marked while this sheet is shown.
    default String place() {
        return "";
    }

    // Door

    /// Name and password.
    ///
    /// @param problem key of what went wrong with the last attempt
    /// @param to where to go on, one of {@link ReturnPath}
    record SignIn(@Nullable String problem, String to) implements Sheet {}

    /// Turned away, or something failed.
    record Refused(int status) implements Sheet {
        /// Where the words are; 403 and 404 have their own, the rest is ours or theirs to mend.
        public String key() {
            return switch (status) {
                case 400, 403, 404, 405, 413, 429, 503, 507 -> "refused." + status;
                default -> status < 500 ? "refused.400" : "refused.500";
            };
        }
    }

    /// Consents do not allow what was asked for.
    record UseRefused(List<Ground> grounds) implements Sheet {
        /// @param reason as [org.haetae.archive.Uses.Reason] has it
        public record Ground(String consent, String reason) {}
    }

    /// Keys, query language, what is recorded.
    record Help() implements Sheet {
        @Override
        public String place() {
            return "help";
        }
    }

    // Search

    /// The empty search field, with what was searched for before.
    ///
    /// @param query what was typed, when it could not be understood
    /// @param problem what is wrong with it, in words, or nothing
    record Search(String query, @Nullable Problem problem, List<Kept> saved, List<Kept> recent)
            implements Sheet {
        @Override
        public String place() {
            return "search";
        }
    }

    /// A query that cannot be understood: where, and in both languages why and what might be meant.
    ///
    /// @param part of the query that it is about; may be empty
    record Problem(String part, String english, String korean) {
        public String in(Page page) {
            return page.words().language() == Language.KO ? korean : english;
        }
    }

    /// A search that was kept.
    ///
    /// @param label the name given to it, or else its query
    record Kept(String id, String label, Instant time) {}

    /// Hits.
    ///
    /// @param similarTo the title of the item that the hits are to be like, for "more like this"
    /// @param total how many there are; more than that when `atLeast`
    /// @param next the cursor of the next page
    record Found(
            String id,
            String query,
            @Nullable String similarTo,
            @Nullable String savedAs,
            long total,
            boolean atLeast,
            Duration took,
            String sort,
            List<String> sorts,
            List<Facet> facets,
            @Nullable Chart chart,
            List<Hit> hits,
            int first,
            @Nullable String next,
            boolean paged,
            List<Candidate> named)
            implements Sheet {
        @Override
        public String place() {
            return "search";
        }

        public boolean narrowed() {
            return facets.stream()
                    .anyMatch(facet -> facet.values().stream().anyMatch(FacetValue::chosen));
        }
    }

    /// @param name one of type, language, accession, year, outcome
    record Facet(String name, List<FacetValue> values) {}

    /// @param key what the form sends
    /// @param label what people read
    record FacetValue(String key, String label, long count, boolean chosen) {}

    /// Counts over time, for a drawing and for a table.
    record Chart(List<Bar> bars, long highest) {
        /// Height of a bar in a drawing that is 100 high, at least 2 where there is anything.
        public double height(Bar bar) {
            return bar.count() == 0 ? 0 : Math.max(2, 100.0 * bar.count() / highest);
        }
    }

    record Bar(String label, long count) {}

    /// One item found.
    ///
    /// @param pictured whether there is an image of its first page
    record Hit(
            String item,
            String title,
            String path,
            String type,
            String outcome,
            @Nullable String date,
            String accession,
            String accessionLabel,
            boolean pictured,
            List<Quote> quotes) {}

    /// Words around a hit.
    record Quote(int page, List<Run> runs) {}

    /// A stretch of text.
    ///
    /// @param hit the number of the hit on its page, from 1; 0 for text between hits
    record Run(String text, int hit) {
        static Run plain(String text) {
            return new Run(text, 0);
        }
    }

    /// A list of terms, and what each finds.
    ///
    /// @param id under which the table can be had as CSV, once there is one
    record Batch(String terms, @Nullable String id, List<BatchRow> rows, int tooMany)
            implements Sheet {
        @Override
        public String place() {
            return "search";
        }
    }

    /// @param problem when the term is no query
    record BatchRow(String term, long count, List<BatchHit> best, @Nullable Problem problem) {}

    record BatchHit(String item, String title) {}

    // Items

    /// One item, one page of it in view.
    ///
    /// @param hit the one that is stood at, counted on this page
    /// @param search the search one came from
    /// @param query its words
    /// @param again where the same bytes were received once more
    /// @param outlines of parts of the page's picture that claims cite
    /// @param recording whether a stretch of it can be cited
    record Item(
            String id,
            String title,
            String path,
            String type,
            String mediaType,
            String outcome,
            @Nullable String reason,
            @Nullable String tool,
            @Nullable Duration took,
            long sizeBytes,
            @Nullable String sha256,
            Instant received,
            String accession,
            String accessionLabel,
            List<String> compartments,
            @Nullable String search,
            @Nullable String query,
            int page,
            int pages,
            @Nullable String pageLabel,
            List<Stretch> text,
            boolean pictured,
            List<Outline> outlines,
            boolean recording,
            List<Folio> folios,
            int hit,
            @Nullable HitLink previousHit,
            @Nullable HitLink nextHit,
            @Nullable HitLink hitOnEarlierPage,
            @Nullable HitLink hitOnLaterPage,
            int hitsHere,
            int hitsInAll,
            List<Fact> facts,
            List<Fact> rawFacts,
            List<Link> again,
            List<Kin> above,
            Parts siblings,
            Parts parts,
            List<Event> history,
            Belief belief,
            List<Citing> claims,
            @Nullable JustCited cited)
            implements Sheet {
        @Override
        public String place() {
            return "search";
        }

        /// Whether its rows can be taken into the casebook.
        public boolean isTable() {
            return SheetRows.isTable(mediaType);
        }

        /// Whether its lines may be entities of FollowTheMoney.
        public boolean isEntities() {
            return mediaType.contains("json")
                    && FtmImport.mayRead(
                            text.stream().map(Stretch::text).collect(Collectors.joining()));
        }

        /// The address of a hit, or nothing.
        public @Nullable String at(@Nullable HitLink link) {
            return link == null
                    ? null
                    : "/items/%s/pages/%d?search=%s&hit=%d#hit-%d"
                            .formatted(id, link.page(), search, link.hit(), link.hit());
        }
    }

    /// Why an item may be believed.
    ///
    /// @param position of its reception in the ledger
    /// @param entries of the newest signed head
    /// @param root of that head, base64; null before anything was signed
    /// @param witnesses from outside who signed it too
    /// @param proven when it was last proven; null when it never was, or when it failed
    /// @param failed when it was last to be proven and did not hold
    /// @param steps what became of it, without those who only looked and without anybody's name
    /// @param consents that it is tied to
    record Belief(
            String item,
            String sha256,
            String sealedSha256,
            String givenBy,
            long position,
            String origin,
            long entries,
            @Nullable String root,
            int witnesses,
            @Nullable Instant proven,
            @Nullable Instant failed,
            List<Step> steps,
            List<Credential> credentials,
            @Nullable String credentialTool,
            List<Tie> consents) {

        /// A consent that it is tied to.
        ///
        /// @param withheld why the team may not work with it; null when it may
        public record Tie(String consent, @Nullable String withheld) {}

        /// Why it is there for those alone who keep it; null when it is not so.
        public @Nullable String withheld() {
            return consents.stream()
                    .map(Tie::withheld)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        /// @param act as the ledger has it
        public record Step(long position, Instant time, String act) {}

        /// What the file brings along as its own proof, one finding.
        ///
        /// @param verdict `proved`, `broken` or `unproved`
        /// @param detail in the file's own words; empty when there are none
        public record Credential(String scheme, String verdict, String code, String detail) {}
    }

    /// Where a page of the item is reached.
    record Folio(int page, String label, int hits) {}

    record HitLink(int page, int hit) {}

    /// @param name for normalised facts the key of a text, for raw ones as the file has it
    record Fact(String name, String value) {}

    /// What lies in a container, or some of it.
    ///
    /// @param count of all of them, or more than are shown
    /// @param next position to go on after; null at the end
    /// @param begun whether others come before these
    record Parts(List<Kin> some, int count, @Nullable Long next, boolean begun) {
        static final Parts NONE = new Parts(List.of(), 0, null, false);
    }

    /// An item that belongs with another.
    record Kin(String item, String title, String type, String outcome) {}

    /// One entry of the ledger.
    ///
    /// @param actor the pseudonym, or a name where the reader may know it
    record Event(long position, Instant time, String act, String actor) {}

    /// A stretch of a page's text between two places at which something begins or ends.
    ///
    /// @param hit the number of the hit that it is in; 0 between hits
    /// @param first whether the hit begins here
    /// @param at its place when cited words begin here; else -1
    /// @param cited whether a claim cites it
    /// @param ends numbers of the claims whose cited words end here
    /// @param cite where the paragraph that begins here can be cited
    record Stretch(
            String text,
            int hit,
            boolean first,
            int at,
            boolean cited,
            List<Integer> ends,
            @Nullable String cite) {}

    /// A claim in the list of those that cite an item.
    ///
    /// @param number by which the text refers to it
    /// @param address of the words that it cites, where they stand now
    /// @param found as in [CiteRow]
    record Citing(
            int number,
            String id,
            String entity,
            String title,
            String property,
            String words,
            String grade,
            String status,
            @Nullable String address,
            Place place,
            String found) {}

    /// Part of a picture that a claim cites, in ten-thousandths of its width and height.
    ///
    /// @param number of the claim
    record Outline(int number, int left, int top, int width, int height) {}

    /// The same cut out of its picture, in pixels.
    record Crop(
            String picture,
            int pictureWidth,
            int pictureHeight,
            int left,
            int top,
            int width,
            int height) {}

    /// What was recorded a moment ago.
    ///
    /// @param more where more can be said of the same from the same passage
    /// @param others how many claims others recorded of it meanwhile
    record JustCited(String entity, String title, String more, int others) {}

    // Casebook

    /// The kinds that the casebook has, and the tables that the visitor keeps.
    record Casebook(List<Term> kinds, List<Term> links, List<Kept> tables) implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// A table of entities.
    ///
    /// @param named what the table is kept as; empty while it is not
    /// @param properties that can be asked for and shown
    /// @param chosen codes of those shown
    /// @param asked conditions, as typed
    /// @param standing how far the review of some claim about each has come; empty for any
    /// @param ftm whether it can leave as FollowTheMoney
    /// @param begun whether others come before these
    /// @param after where the next page goes on
    record Entities(
            String kind,
            String label,
            String named,
            List<Term> properties,
            List<String> chosen,
            List<Term> columns,
            List<Asking> asked,
            String standing,
            boolean ftm,
            List<EntityRow> rows,
            long count,
            boolean begun,
            @Nullable After after,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        public boolean narrowed() {
            return !standing.isEmpty()
                    || asked.stream().anyMatch(asking -> !asking.property().isEmpty());
        }
    }

    /// A table that was taken in, on its way into the casebook.
    ///
    /// @param rows how many there are
    /// @param list what it is called, before the keys of its rows
    /// @param outcomes of its rows, those refused first; empty before it was tried
    /// @param more whether there are more than are shown
    /// @param detail what the problem is, in the words of the check
    record ImportedTable(
            String item,
            String title,
            long rows,
            List<Term> kinds,
            String kind,
            String list,
            String separator,
            GradeField grade,
            List<Term> properties,
            List<MappedColumn> columns,
            List<Count> counts,
            List<RowOutcome> outcomes,
            boolean more,
            @Nullable String problem,
            @Nullable String detail)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        public boolean refused() {
            return counts.stream().anyMatch(one -> one.key().equals("refused"));
        }

        /// Whether there is something that would be recorded.
        public boolean tried() {
            return counts.stream().anyMatch(one -> one.key().equals("fit"));
        }
    }

    /// Lines of FollowTheMoney on their way into the casebook.
    ///
    /// @param lines how many there are
    /// @param outcomes of its lines, those refused first; empty before it was tried
    /// @param more whether there are more than are shown
    /// @param left how many values have no place here, by schema and property
    record ImportedEntities(
            String item,
            String title,
            long lines,
            GradeField grade,
            List<Count> counts,
            List<RowOutcome> outcomes,
            boolean more,
            List<Count> left,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        public boolean refused() {
            return counts.stream().anyMatch(one -> one.key().equals("refused"));
        }

        /// Whether there is something that would be recorded.
        public boolean tried() {
            return counts.stream().anyMatch(one -> one.key().equals("fit"));
        }
    }

    /// A column, and what it is.
    ///
    /// @param chosen code of a property, or `use:` and a use
    /// @param type of the property
    /// @param makes kinds of which something new may be made of a name
    record MappedColumn(
            String head,
            List<String> sample,
            String chosen,
            String type,
            String language,
            String make,
            List<Term> makes) {}

    /// @param claims that are new
    record RowOutcome(
            int number,
            String outcome,
            String key,
            @Nullable String entity,
            int claims,
            String reason) {}

    /// What is asked of one property, as typed.
    ///
    /// @param type of the property; empty while none is chosen
    /// @param target of those of one name the one that is asked for
    /// @param terms of its vocabulary
    /// @param found entities of the name that was typed
    /// @param wrong why it cannot be asked so
    record Asking(
            String property,
            String type,
            String label,
            String value,
            String to,
            String target,
            List<Term> terms,
            List<Candidate> found,
            @Nullable String wrong) {

        static final Asking NOTHING =
                new Asking("", "", "", "", "", "", List.of(), List.of(), null);

        /// Whether it is asked from one value to another.
        public boolean isRange() {
            return TableConditions.isRange(type);
        }
    }

    record EntityRow(String entity, String title, List<String> cells) {}

    /// The last entity of a page of a table.
    record After(String words, String entity) {}

    /// What is held of an entity, and behind each value its claims.
    ///
    /// @param asOf day that it is shown as of; empty for now
    /// @param news claims of others since the visitor's own last one
    /// @param more references that are not shown
    /// @param standing only claims whose review has come so far are shown; empty for all
    /// @param story of something that happened
    /// @param times what has dates around it
    /// @param mapped whether it lies or happened somewhere
    /// @param listed who of a unit or facility is designated, and who is not
    /// @param recorded with what incident the visitor has just come here; null otherwise
    record Entity(
            String id,
            String title,
            String kind,
            String kindLabel,
            String asOf,
            List<Said> properties,
            List<References> referring,
            int more,
            int news,
            String standing,
            Assigning assigning,
            @Nullable Story story,
            @Nullable Times times,
            boolean mapped,
            boolean ftm,
            List<Same> same,
            List<Resembling> resembling,
            @Nullable UnitListed listed,
            boolean contradicted,
            @Nullable Recorded recorded,
            @Nullable String problem)
            implements Sheet {

        /// What was recorded in one save.
        ///
        /// @param claims how many
        /// @param about how many entities they are about
        /// @param item the one whose words alone were taken; null when several were weighed
        public record Recorded(int claims, int about, @Nullable String item) {}

        @Override
        public String place() {
            return "entities";
        }
    }

    /// @param more of the unit that were not looked at
    record UnitListed(List<MemberRow> listed, List<MemberRow> unlisted, int more) {}

    /// Somebody or something of a unit.
    ///
    /// @param self whether it is the unit itself
    /// @param ties posts held in it, with their dates
    /// @param by who designated it, with the day
    record MemberRow(
            String entity, String title, boolean self, List<SideValue> ties, List<SideValue> by) {}

    // Lists of sanctions

    /// Lists that were imported, each with its versions.
    record Lists(List<ListRow> rows) implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// @param versions the latest recorded first
    record ListRow(String name, String keeper, List<VersionOfList> versions) {}

    /// @param dated the day that it bears; may be empty
    /// @param counts what became of its entries; null when that was not kept
    record VersionOfList(
            String accession,
            String dated,
            Instant recorded,
            int entries,
            KeptVersion.@Nullable Counts counts) {}

    /// What became different in a version of a list.
    ///
    /// @param before the version that it is compared with; null for the first
    /// @param refused entries that could not be recorded; null when that was not kept
    /// @param show `added`, `changed` or `removed`
    /// @param first number of the first row
    /// @param total rows of what is shown
    record ListVersion(
            String accession,
            String name,
            String keeper,
            String dated,
            Instant recorded,
            int entries,
            @Nullable VersionOfList before,
            int added,
            int changed,
            int removed,
            int unchanged,
            @Nullable Integer refused,
            String show,
            List<DifferenceRow> rows,
            int first,
            int total,
            @Nullable Integer previous,
            @Nullable Integer next)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// @param designation id of the entity; null when it is not there for this reader
    record DifferenceRow(
            String caption,
            String number,
            String subject,
            @Nullable String designation,
            List<ChangedField> changes) {}

    record ChangedField(String field, List<ChangedLine> gone, List<ChangedLine> come) {}

    /// @param type of a name; null for all else
    record ChangedLine(String text, @Nullable String type) {}

    /// Alerts that are open: entries of lists that may be somebody of the casebook.
    ///
    /// @param first number of the first row, from 0
    record Alerts(
            List<AlertRow> rows,
            int first,
            int total,
            @Nullable Integer previous,
            @Nullable Integer next,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// @param score in hundredths; null where nothing but a judgement ties the two
    /// @param why in a sentence; null where the names are not alike
    /// @param fields of the entry, in which it changed
    /// @param judge address of the two side by side
    record AlertRow(
            long position,
            String cause,
            List<String> fields,
            @Nullable String score,
            @Nullable String why,
            AlertSide one,
            AlertSide listed,
            String list,
            String dated,
            String version,
            String judge,
            Instant at) {}

    /// One of the two, with what tells people apart.
    record AlertSide(String entity, String title, List<Known> facts) {}

    /// Who on the lists somebody could be, asked of one or of a table.
    ///
    /// @param lists that are asked, with the days that they bear
    /// @param rows nothing when nobody was asked for yet
    /// @param wrong number of the row that cannot be read, for the problem
    record Screening(
            String name,
            String kind,
            String born,
            String nationality,
            String people,
            List<String> lists,
            @Nullable List<ScreenedRow> rows,
            @Nullable String problem,
            int wrong)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    record ScreenedRow(int number, String name, List<ScreenedHit> hits) {}

    /// @param review whether somebody should look
    /// @param listed the name of the entry that is most like the one asked for
    /// @param born what the dates of birth say to each other
    /// @param designation id of the entity; null when it is not there for this reader
    record ScreenedHit(
            String score,
            boolean review,
            String list,
            String number,
            String caption,
            String listed,
            String why,
            String born,
            String nationality,
            @Nullable String designation) {}

    /// A designation: who, by whom, on which ground, when, and where it says so.
    ///
    /// @param status label of its status; empty when none is stated
    /// @param facts what is said of it, by label
    /// @param names of whom it designates, by script
    /// @param others further designations of the same
    record Designation(
            String id,
            String title,
            @Nullable String target,
            String targetTitle,
            String targetKind,
            String status,
            List<Known> facts,
            List<Written> names,
            List<SideValue> posts,
            List<CiteRow> sources,
            List<SideValue> accessions,
            List<SideValue> others)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    record Known(String label, List<SideValue> values) {}

    /// @param script as [org.haetae.names.NameScript] has it
    record Written(String script, List<WrittenName> names) {}

    /// @param sort label of the property: a name, a former name, a weak alias
    record WrittenName(String text, String sort) {}

    /// Another entity that may be the one shown.
    ///
    /// @param address of the two side by side
    record Resembling(String address, String title, String probability) {}

    /// Entities of one kind that may be one, two of them in front.
    ///
    /// @param current the two in front; nothing when all is judged
    /// @param more pairs that are not listed
    /// @param verdict as it was chosen in a form that was refused
    record Resolve(
            String kind,
            List<Term> kinds,
            @Nullable Paired current,
            List<PairRow> rows,
            int more,
            List<AskedRow> awaited,
            List<AskedRow> disagreed,
            List<AskedRow> joined,
            String verdict,
            String reason,
            boolean second,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// @param claims that would stand beside those of the other
    record PairRow(
            String address,
            String one,
            String other,
            String probability,
            int claims,
            boolean here) {}

    /// Two that were judged, and that somebody should look at again.
    ///
    /// @param own whether the visitor judged them last
    record AskedRow(
            String address,
            String one,
            String other,
            String verdict,
            String by,
            boolean own,
            boolean here) {}

    /// Two entities side by side.
    ///
    /// @param missing fields that are not stated on both sides
    /// @param arithmetic each step of the sum, in English
    /// @param history what was judged of the two, the newest first
    /// @param disagreed whether the last two who judged contradict each other
    record Paired(
            String one,
            String other,
            String oneTitle,
            String otherTitle,
            String probability,
            List<Weighed> speaksFor,
            List<Weighed> against,
            String missing,
            List<String> arithmetic,
            List<SideRow> rows,
            List<JudgedRow> history,
            boolean disagreed,
            @Nullable String previous,
            @Nullable String next) {}

    /// What one field says.
    ///
    /// @param names how two names that are written differently meet
    /// @param bits with their sign
    record Weighed(
            String label,
            String one,
            String other,
            String level,
            @Nullable String names,
            String bits) {}

    /// @param label empty for the sources
    record SideRow(String label, List<SideValue> one, List<SideValue> other) {}

    /// @param when dates of what it names; may be empty
    record SideValue(String words, @Nullable String address, String when) {}

    /// @param second whether a second opinion was asked for
    /// @param reason nothing for who may not read it, or once it is erased
    record JudgedRow(
            String verdict, String by, Instant at, boolean second, @Nullable String reason) {}

    /// Another entity that was judged to be the one shown, with what is held of it.
    record Same(String entity, String title, List<Said> properties) {}

    /// One property and what is said of it.
    ///
    /// @param rivals whether sources differ on what can have one value only
    record Said(String label, boolean rivals, boolean retired, List<Held> values) {}

    /// One value.
    ///
    /// @param address of the entity that it refers to
    record Held(String words, @Nullable String address, boolean stands, List<ClaimRow> claims) {}

    /// One claim as it stands.
    ///
    /// @param words of its value; empty once that was erased
    /// @param grade in the Admiralty code, such as `B2`
    /// @param standing how far its review has come: the word of a [org.haetae.casebook.Standing]
    /// @param latest whether somebody else recorded it since the visitor's own last claim
    /// @param history its earlier versions, the newest first
    record ClaimRow(
            String id,
            int version,
            String words,
            String grade,
            String gradeReason,
            String status,
            String standing,
            String basis,
            String by,
            Instant at,
            String reason,
            boolean latest,
            List<CiteRow> citations,
            List<VersionRow> history) {
        /// The letter of its grade.
        public String reliability() {
            return grade.substring(0, 1);
        }

        /// The number of its grade.
        public String credibility() {
            return grade.substring(1);
        }
    }

    /// A citation, read again.
    ///
    /// @param address of the words where they stand now; null when the item is not there
    /// @param page where it cites, in words
    /// @param exact the words as they were; empty when a picture or a recording is cited
    /// @param found `as-cited`, `moved`, `erased`, `not-read`, `other-words` or `no-such-place`
    /// @param now the page on which they stand now, when they moved
    record CiteRow(
            String title,
            @Nullable String address,
            Place place,
            String prefix,
            String exact,
            String suffix,
            String found,
            @Nullable Place now,
            @Nullable Crop crop) {}

    /// A place in an item, to be told in the language of the page.
    ///
    /// @param key `passage`, `region` or `stretch`
    /// @param number of the page
    /// @param span of a recording, as clocks have it
    record Place(String key, long number, String span) {}

    /// An earlier version of a claim.
    record VersionRow(
            int version,
            String words,
            String grade,
            String status,
            String by,
            Instant at,
            String reason) {}

    /// Entities of one kind that refer to another.
    record References(String label, List<Reference> rows) {}

    /// @param as under which property
    /// @param when dates of its beginning and end, as far as known
    record Reference(String entity, String title, String as, String when) {}

    // Looking at the casebook

    /// The map, and beside it the same as a list.
    ///
    /// @param outside places that fulfil what is asked and do not lie in this view, or are too many
    /// @param more whether there is more than a map shows
    /// @param about id of an entity that it is about; empty for all
    /// @param what kind, or kind, property and term, that it shows; empty for everything
    /// @param from and
    /// @param to as typed
    record Places(
            Drawing drawing,
            List<PlaceRow> rows,
            int outside,
            boolean more,
            List<Control> controls,
            String about,
            String aboutTitle,
            String what,
            List<Choosing> choices,
            String from,
            String to,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// A map, in the units of the drawing (paths) and in parts of it (signs), so that signs and
    /// words keep their size when the drawing grows.
    ///
    /// @param edge of the earth, where all of it is shown
    /// @param scale kilometres of the scale bar
    /// @param scaleWidth of the scale bar
    /// @param whole whether it shows the whole earth
    /// @param near whether it shows more than coasts and borders are exact for
    record Drawing(
            String edge,
            String land,
            String coasts,
            String borders,
            String grid,
            List<GridLabel> labels,
            List<Shape> areas,
            List<Sign> signs,
            double scale,
            String scaleWidth,
            boolean whole,
            boolean near) {}

    record GridLabel(String x, String y, String text, boolean meridian) {}

    /// Where something may lie.
    ///
    /// @param rival whether other sources say another place
    record Shape(String path, boolean rival) {}

    /// A sign that leads to what it stands for, or to a nearer view of several.
    record Sign(
            String x, String y, String sign, int number, String title, String address, int count) {}

    /// A link that changes the view.
    ///
    /// @param address null where it leads no further
    record Control(String name, @Nullable String address) {}

    /// A kind to show, or some of it.
    record Choosing(String code, String label, List<Term> terms) {}

    /// A place of the list.
    ///
    /// @param kilometres how far off it may be, by each source that differs
    /// @param within what is known to hold it, when its own position is not known
    /// @param more happenings that are not listed
    record PlaceRow(
            int number,
            String entity,
            String title,
            String sign,
            String sort,
            List<Double> kilometres,
            String within,
            List<Source> sources,
            List<Happening> happened,
            int more) {}

    record Happening(String entity, String title, String kind) {}

    /// The claim behind a value.
    ///
    /// @param grade in the Admiralty code
    record Source(String claim, String grade, String status) {}

    /// What is told of one property, with the claims behind each value.
    ///
    /// @param rivals whether sources differ on what can have one value only
    record Told(String label, boolean rivals, List<Saying> facts) {}

    /// One value.
    ///
    /// @param address of the entity that it refers to
    record Saying(String words, @Nullable String address, List<Source> sources) {}

    /// What has dates, in their order.
    ///
    /// @param next address of the next page, and
    /// @param first of the first one
    record Timeline(
            Times times,
            List<Control> controls,
            String about,
            String aboutTitle,
            List<Choice> kinds,
            String from,
            String to,
            @Nullable String next,
            @Nullable String first,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// What the law asks, instrument by instrument.
    record Law(List<Rules> instruments, List<Proof> standards) implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// One instrument.
        ///
        /// @param dates with the key of what each is
        /// @param checked what of it was compared with which text
        public record Rules(
                String code,
                String label,
                String type,
                List<Fact> dates,
                String citation,
                @Nullable String web,
                @Nullable String checked,
                List<Rule> rules) {}

        /// One provision; its address on the page is its code.
        ///
        /// @param depth how deep it lies in others
        public record Rule(
                String code,
                int depth,
                String article,
                String type,
                String label,
                @Nullable String note,
                boolean unchecked,
                List<Element> elements) {}

        /// @param common address on the page, where it is one of the elements that its crime has
        ///   for all acts
        public record Element(int number, String label, @Nullable String common) {}

        /// A standard of proof.
        public record Proof(
                String code, String label, String forum, String step, String citation) {}
    }

    // Cases

    /// A word that leads somewhere.
    record Way(@Nullable String address, String label) {}

    /// Cases, those changed last first.
    record Cases(List<Row> rows) implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        public record Row(String id, String title, String by, Instant at, int version) {}
    }

    /// The theory of a case, to be written.
    ///
    /// @param id nothing for a new one
    /// @param version that is changed
    /// @param conduct acts to choose among, then ways to answer for them
    /// @param unclear lines that name nothing or several, with whom they may mean
    record CaseForm(
            @Nullable String id,
            int version,
            String title,
            String summary,
            String period,
            String places,
            String units,
            String persons,
            String added,
            String excluded,
            List<Crime> conduct,
            List<Choice> liability,
            List<Choice> standards,
            List<Choice> compartments,
            List<Unclear> unclear,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// One crime with its acts.
        public record Crime(String label, List<Choice> acts) {}

        public record Unclear(String typed, List<Candidate> candidates) {}
    }

    /// How one cell of a matrix stands.
    ///
    /// @param grades how many claims have each: `B2 × 3`
    /// @param counting how many findings count
    /// @param gaps words of what it lacks
    record Mark(
            String state,
            int roots,
            int claims,
            String grades,
            int contraryRoots,
            int contraryClaims,
            String contraryGrades,
            int counting,
            int stale,
            int waiting,
            int others,
            List<String> gaps,
            String address) {}

    /// A dossier of a case before it leaves.
    ///
    /// @param obstacles why it cannot leave as it is
    /// @param left those that left before
    record Dossier(
            String caseId,
            String caseTitle,
            String form,
            String language,
            String use,
            String to,
            boolean nameless,
            boolean mayLeave,
            List<Obstacle> obstacles,
            List<Part> parts,
            int exhibits,
            long sentences,
            List<Left> left)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// @param address of what is in the way; absent where it has no page
        /// @param by address of what it is because of
        public record Obstacle(
                String why, @Nullable String address, @Nullable String by, String id) {}

        public record Part(String code, String heading, List<Block> blocks) {}

        /// A heading, paragraph, table or chain: what a kind does not have is empty.
        public record Block(
                String kind,
                String text,
                List<Said> said,
                List<String> head,
                List<List<List<Said>>> rows,
                List<Step> steps) {}

        public record Step(String label, String title, List<Said> said, boolean gap) {}

        /// @param id of a sentence; empty of words of the form
        public record Said(String id, String text, List<Cite> cites) {}

        public record Cite(String words, String address) {}

        public record Left(String id, String use, int exhibits, int sentences, Instant at) {}
    }

    /// A case: its theory and how it stands.
    ///
    /// @param told what its theory says, by the key of each part
    /// @param figures what its incidents come to together
    /// @param state cells that rows must have to be shown; empty for all
    record CaseFile(
            String id,
            int version,
            String title,
            String summary,
            List<Part> told,
            List<Choice> standards,
            String proof,
            String state,
            List<Part> figures,
            List<Block> blocks,
            List<CaseTask> tasks,
            List<Choice> colleagues,
            List<String> compartments,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// One part of the theory or of the figures.
        public record Part(String key, List<Way> values) {}

        /// The elements of one act, of the context of one crime, or of one way to answer for it.
        ///
        /// @param count of all rows
        /// @param next address of those that follow
        public record Block(
                String code,
                String article,
                String label,
                String kind,
                List<Column> columns,
                List<Row> rows,
                int count,
                @Nullable String next) {}

        /// One element, and how many cells stand how.
        public record Column(String label, List<Count> counts) {}

        public record Count(String state, int count) {}

        /// One incident, person or the case as a whole.
        public record Row(String title, @Nullable String address, List<Mark> marks) {}
    }

    /// Something to be done about a gap.
    record CaseTask(
            String id,
            long after,
            String element,
            String subject,
            String gap,
            String state,
            @Nullable String whom,
            @Nullable String whomId,
            Instant at,
            String address) {}

    /// One cell: all findings upon it, what it lacks, and what can be done about that.
    record CaseCell(
            String caseId,
            String caseTitle,
            String element,
            String article,
            String label,
            @Nullable String note,
            String kind,
            String subject,
            String subjectTitle,
            @Nullable String subjectAddress,
            String proof,
            String standard,
            Mark mark,
            List<Concluded> findings,
            List<CaseTask> tasks,
            List<Choice> colleagues)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// A finding in a list.
    record Concluded(
            String id,
            String direction,
            String standing,
            boolean stale,
            boolean counts,
            String proof,
            String by,
            Instant at,
            int claimsFor,
            int claimsAgainst) {}

    /// A finding with all that it leans on.
    ///
    /// @param reasons nothing when they are erased or withheld
    /// @param hidden how many claims it leans on that are not there now
    /// @param open words of the judgements that the visitor may pass
    record Finding(
            String id,
            int version,
            String caseId,
            String caseTitle,
            String article,
            String element,
            String cell,
            String subjectTitle,
            @Nullable String subjectAddress,
            String direction,
            String proof,
            String standing,
            boolean stale,
            boolean counts,
            @Nullable String reasons,
            List<Leant> claimsFor,
            List<Leant> claimsAgainst,
            int hidden,
            int roots,
            int contraryRoots,
            String by,
            Instant at,
            List<StepRow> steps,
            List<Concluded> versions,
            List<String> open,
            String words,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// A claim that it leans on.
        ///
        /// @param root number of the root that it comes from; several where it cites several
        /// @param fallen why it does not carry the finding any more
        public record Leant(
                ClaimRow claim,
                String property,
                String about,
                String root,
                @Nullable String fallen) {}
    }

    /// A finding in the making.
    ///
    /// @param id of the one that is made anew
    record FindingForm(
            String caseId,
            String caseTitle,
            @Nullable String id,
            int version,
            String article,
            String element,
            String elementLabel,
            String kind,
            String subject,
            String subjectTitle,
            List<Choice> standards,
            String direction,
            List<Offered> offered,
            String furtherFor,
            String furtherAgainst,
            String reasons,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// A claim that may be leant on.
        ///
        /// @param side `for`, `against` or empty
        /// @param changed whether it is another version than the finding leant on
        public record Offered(
                String claim,
                String about,
                String property,
                String words,
                String grade,
                String status,
                String source,
                String side,
                boolean changed) {}
    }

    /// What would fall without something.
    ///
    /// @param sentences of the dossier; null when they were not asked for
    record WhatIf(
            String caseId,
            String caseTitle,
            String proof,
            String standard,
            List<Source> sources,
            List<Choice> witnesses,
            List<Choice> consents,
            List<String> claims,
            boolean asked,
            int items,
            List<Change> changes,
            List<Fallen> fallen,
            @Nullable List<Sentence> sentences,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// A source that findings lean on, and how many.
        public record Source(String id, String name, int findings, String root, boolean chosen) {}

        public record Change(String element, String subject, Mark before, Mark after) {}

        /// @param part of the dossier that it stands in
        public record Sentence(String id, String text, String part) {}

        /// @param roots that would still speak for it
        public record Fallen(
                Concluded finding, String element, String subject, int claims, int roots) {}
    }

    /// Which sources of a case come from one root, and why.
    record Roots(
            String caseId,
            String caseTitle,
            int items,
            List<Row> rows,
            String size,
            List<Node> nodes,
            List<Line> lines,
            List<Choice> choices,
            List<Said> said,
            String one,
            String other,
            String verdict,
            String words,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// One root.
        ///
        /// @param drawsOn numbers of others that it repeats
        public record Row(int number, List<Way> items, List<Why> ties, String drawsOn) {}

        /// @param measure in hundredths; empty where there is none
        public record Why(String one, String why, String other, String measure) {}

        public record Node(
                String x,
                String y,
                String title,
                String label,
                @Nullable String address,
                String sign) {}

        public record Line(
                String x1,
                String y1,
                String x2,
                String y2,
                String why,
                String title,
                boolean down) {}

        public record Said(
                String one,
                String other,
                String verdict,
                String by,
                Instant at,
                @Nullable String words) {}
    }

    /// What bound a state on a day and what it did.
    ///
    /// @param typed which state was asked for
    /// @param title what it is called; nothing when it is not there
    record Monitor(
            String typed,
            String asOf,
            @Nullable String title,
            @Nullable String entity,
            @Nullable String problem,
            List<Chapter> chapters)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// @param key of its heading
        public record Chapter(String key, List<Block> blocks) {
            public boolean isEmpty() {
                return blocks.isEmpty();
            }
        }

        /// Answers of one kind, as a table.
        ///
        /// @param heading empty where its chapter says it
        /// @param address of what the heading names
        /// @param sums what follows from all rows together
        /// @param columns keys of their headings
        /// @param folded rows of which no source tells anything, shown on demand
        public record Block(
                String heading,
                @Nullable String address,
                List<Bit> sums,
                List<String> columns,
                List<Row> rows,
                List<Row> folded) {}

        /// @param claims ids of those that the answer was derived from
        public record Row(List<List<Bit>> cells, List<String> claims) {}

        /// Words of ours by their key, or words of a source.
        ///
        /// @param tone of the class `outcome`; empty for plain words
        public record Bit(
                @Nullable String key,
                List<Object> values,
                String words,
                @Nullable String address,
                String tone) {

            static Bit said(String words) {
                return new Bit(null, List.of(), words, null, "");
            }

            static Bit link(String words, String address) {
                return new Bit(null, List.of(), words, address, "");
            }

            static Bit ours(String key, Object... values) {
                return new Bit(key, List.of(values), "", null, "");
            }

            Bit tone(String tone) {
                return new Bit(key, values, words, address, tone);
            }

            /// In the language of who reads.
            public String in(Page page) {
                return key == null ? words : page.say(key, values.toArray());
            }
        }
    }

    /// Who was over whom when something happened, what is said of them, and what is not known.
    ///
    /// @param asked whether it is of a kind of which this is told; else there is the chronology
    ///   alone
    /// @param on the day asked for; empty for the dates that sources give
    /// @param thens these dates, with who gives them
    /// @param size class of the drawing
    /// @param over one over another; those of other times come apart
    record Responsibility(
            String id,
            String title,
            boolean asked,
            String on,
            List<Saying> thens,
            String size,
            List<Line> lines,
            List<Node> nodes,
            List<Gap> gaps,
            List<Unit> units,
            List<Over> over,
            List<Over> notThen,
            List<Held> posts,
            List<Held> postsNotThen,
            List<Somebody> people,
            List<Entry> chronology,
            List<Saying> undated,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// What is not known.
        ///
        /// @param key of the words
        /// @param about what it is about
        /// @param then how that lies beside the date; empty for what has nothing to do with one
        public record Gap(String key, Saying about, List<Then> then) {}

        /// How something lies beside a date.
        ///
        /// @param date the date, where there are several
        /// @param at a word of [org.haetae.responsibility.Timing.At]
        /// @param before and
        /// @param after dates that are told of it; empty for none
        public record Then(String date, String at, boolean disputed, String before, String after) {}

        /// @param level 0 for one that is involved
        public record Unit(Saying unit, int level, List<Reason> reasons) {}

        /// @param key of the words that say why
        public record Reason(String key, @Nullable Saying from, List<Quoted> quoted) {}

        /// One over another.
        ///
        /// @param told what that is called: kinds of authority; empty for structure
        public record Over(
                Saying superior,
                Saying subordinate,
                @Nullable String by,
                String told,
                List<Told> when,
                List<Then> then,
                List<Quoted> quoted) {}

        public record Held(
                Saying person,
                Saying post,
                Saying unit,
                List<Told> when,
                List<Then> then,
                List<Quoted> quoted) {}

        /// @param named whether sources name the person as doing it
        /// @param part what is said of the part in it
        /// @param elements empty for who was over nobody
        public record Somebody(
                Saying person, boolean named, List<Saying> part, List<Element> elements) {}

        /// @param key of the words that say what is asked
        /// @param law articles, with the code where they stand
        public record Element(
                String key,
                List<Saying> law,
                List<Saying> speaking,
                List<Saying> against,
                List<Saying> elsewhen) {
            public boolean isMissing() {
                return speaking.isEmpty() && against.isEmpty();
            }
        }

        /// @param rivals whether sources differ on it
        public record Entry(
                String date, Saying what, String told, boolean rivals, List<Source> sources) {}

        /// The words on which a claim rests.
        ///
        /// @param said what the claim says
        /// @param quote empty where no words are cited
        public record Quoted(Source claim, String said, String quote, @Nullable String item) {}
    }

    /// A drawing of times that is a table.
    record Times(List<TickMark> ticks, List<TimeRow> rows) {}

    record TickMark(String x, String label) {}

    /// @param lanes one for each rival
    record TimeRow(String entity, String title, String kind, List<Told> told, List<Lane> lanes) {}

    record Lane(List<Stay> bars) {}

    /// A piece of time, in parts of the drawing.
    ///
    /// @param sort `sure`, `within`, `gap` or `open`
    /// @param on whether it goes on to the right of the drawing, and
    /// @param back to its left
    record Stay(
            String from,
            String to,
            String width,
            String sort,
            boolean doubted,
            boolean on,
            boolean back) {}

    /// People, units and what ties them, drawn and as a table.
    ///
    /// @param size class of the drawing
    /// @param ties all of them, those too that were not at the day
    /// @param then how many were not
    /// @param more whether there are more nodes than are drawn
    /// @param on the day; empty for all times
    /// @param first and
    /// @param last day of any tie; empty when none has a date
    record Network(
            String size,
            List<Line> lines,
            List<Node> nodes,
            List<TieRow> ties,
            int then,
            boolean more,
            String about,
            String aboutTitle,
            int depth,
            List<Choice> kinds,
            String on,
            String first,
            String last,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// @param standing `held`, `unknown` or `undated`
    /// @param down whether it is a line of command, from above
    record Line(
            String x1,
            String y1,
            String x2,
            String y2,
            String standing,
            String kind,
            boolean down,
            String title) {}

    /// @param label what is written beneath it; empty where there is no room
    /// @param held whether anything ties it at the day
    /// @param middle whether the network is drawn around it
    record Node(
            String x,
            String y,
            String sign,
            String entity,
            String title,
            String label,
            boolean held,
            boolean middle) {}

    record TieRow(
            String from,
            String fromTitle,
            String by,
            String label,
            String words,
            String to,
            String toTitle,
            List<Told> when,
            String standing) {}

    /// Something that happened, told as one.
    ///
    /// @param deeds itself and what is part of it
    /// @param involved what ties people to it
    /// @param posts that those who are named as doing it held then
    record Story(List<StoryRow> deeds, List<StoryRow> involved, List<PostRow> posts) {}

    record StoryRow(
            String entity,
            String title,
            String kind,
            List<Told> what,
            List<Told> by,
            List<Told> to,
            List<Told> where,
            List<Told> when,
            List<Told> within) {}

    /// @param then how it stood at each date that sources give
    record PostRow(
            String person, String name, String post, String title, List<StandingThen> then) {}

    record StandingThen(String date, String standing) {}

    /// A finding that leans on a claim, and where it belongs.
    record LeaningFinding(
            Concluded finding, String element, String subject, String caseId, String caseTitle) {}

    /// One claim, its history, and the form to change it.
    ///
    /// @param leaning the findings that lean on it, in whatever version
    /// @param theirs the version that somebody else made meanwhile; the form then holds what the
    ///   visitor wrote
    record Claim(
            String entity,
            String title,
            String property,
            @Nullable String address,
            ClaimRow row,
            @Nullable ChangeForm form,
            Review review,
            List<LeaningFinding> leaning,
            boolean conflict,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }
    }

    /// How far the review of a claim has come, and what the visitor may do about it.
    ///
    /// @param steps all that was done about it, the newest first
    /// @param open judgements that they may pass: words of [org.haetae.casebook.Step.What]
    /// @param comments whether they may comment and assign
    /// @param words that they wrote and that are not kept yet
    record Review(
            List<StepRow> steps,
            List<String> open,
            boolean comments,
            String words,
            Assigning assigning) {}

    /// @param whom who was assigned, or not any more
    /// @param words null where there are none, or none any more
    record StepRow(
            String what,
            String by,
            @Nullable String whom,
            Instant at,
            int version,
            @Nullable String words) {}

    /// Who works on something, and whom else it may be given to.
    ///
    /// @param action address of the form
    record Assigning(
            String subject, String action, List<Choice> assigned, List<Choice> colleagues) {}

    /// What a person has to do.
    ///
    /// @param tasks open ones of cases that they may know of
    /// @param reviews whether they may review at all
    /// @param newest among how many claims those that wait were looked for
    record Queue(
            List<QueueRow> assigned,
            List<QueueTask> tasks,
            List<QueueRow> sentBack,
            List<QueueRow> waiting,
            boolean reviews,
            int newest,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "queue";
        }
    }

    /// A gap in a case that somebody is to close.
    record QueueTask(CaseTask task, String caseId, String caseTitle) {}

    /// Something to be done.
    ///
    /// @param property of the claim; null of an entity
    /// @param said the claim's value in words
    /// @param by who assigned it, sent it back or recorded it
    record QueueRow(
            String subject,
            String address,
            String title,
            @Nullable String property,
            String said,
            String standing,
            String by,
            Instant at,
            @Nullable String words) {}

    /// How far coders agree.
    ///
    /// @param unit `entity` or `passage`
    record Agreed(String unit, List<AgreedRow> rows) implements Sheet {
        @Override
        public String place() {
            return "queue";
        }
    }

    /// Two coders and one vocabulary.
    ///
    /// @param kappa as written, or null where it is not defined
    /// @param interval as written; empty where there is none
    /// @param terms that at least one of them gave
    /// @param counts for each term of the first coder, how often the other gave each
    /// @param few whether there are too few units to conclude anything
    record AgreedRow(
            String vocabulary,
            String one,
            String other,
            int units,
            int agreed,
            int leftOut,
            String observed,
            String expected,
            @Nullable String kappa,
            String interval,
            List<String> terms,
            List<List<Integer>> counts,
            boolean few) {}

    /// What somebody would change of a claim.
    ///
    /// @param change `correct`, `dispute`, `retract` or `restore`
    record ChangeForm(
            int version,
            String change,
            ValueField value,
            GradeField grade,
            Citations citations,
            String reason) {

        /// @param among items that a passage may be added from
        /// @param others whether it may be from another item, too
        /// @param item chosen among these
        /// @param other another one, as typed
        /// @param quote words of the passage to be added
        public record Citations(
                List<Cited> cited,
                List<Term> among,
                boolean others,
                String item,
                String other,
                String quote) {}

        /// @param key that tells it from the others
        /// @param dropped whether it is to be taken away
        public record Cited(String key, String words, boolean dropped) {}
    }

    /// How a value is asked for.
    ///
    /// @param type as in [org.haetae.casebook.ValueType], in small letters
    /// @param wrong what is the matter with what was typed
    /// @param terms of a vocabulary
    /// @param found what a name that was looked up may stand for
    /// @param kinds of which something new may be made under that name
    /// @param target the entity chosen, or `new:` and a kind; empty before
    /// @param looked whether a name was looked up
    record ValueField(
            String type,
            String label,
            @Nullable String note,
            String typed,
            String unit,
            String words,
            String language,
            @Nullable String wrong,
            List<Term> terms,
            List<Term> units,
            List<Candidate> found,
            List<Term> kinds,
            String target,
            boolean looked) {}

    /// A grade as it is asked for.
    record GradeField(String reliability, String credibility, String reason) {}

    /// What can be chosen.
    ///
    /// @param depth how many broader terms it has
    record Term(String code, String label, int depth) {}

    /// An entity that a name may stand for.
    ///
    /// @param about what tells it from others of the same name
    record Candidate(String id, String title, String kind, String about) {}

    /// The place of a claim in the making, as typed.
    sealed interface Placed {
        int page();

        /// @param quote words of the passage; those who have no script may cut them
        record Words(int page, int start, int end, String quote) implements Placed {}

        /// @param outline null while what was typed is none
        record Picture(
                int page,
                String left,
                String top,
                String width,
                String height,
                @Nullable Outline outline)
                implements Placed {}

        record Time(String from, String to) implements Placed {
            @Override
            public int page() {
                return 1;
            }
        }
    }

    /// A claim in the making, from a place of an item.
    ///
    /// @param about the entity chosen; null while it is not
    /// @param kind of something new, when no entity was chosen
    /// @param name as it was looked up
    /// @param looked whether it was
    /// @param seen position of the newest claim about the entity when it was chosen
    record Cite(
            String item,
            String itemTitle,
            String address,
            Placed spot,
            @Nullable Candidate about,
            @Nullable String kind,
            @Nullable String kindLabel,
            String name,
            boolean looked,
            List<Candidate> found,
            List<Term> kinds,
            List<Term> links,
            List<Term> properties,
            String property,
            @Nullable ValueField value,
            GradeField grade,
            String basis,
            long seen,
            @Nullable Proposed proposed,
            @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "search";
        }
    }

    /// A proposal that a form of a claim comes of, with what it says until the form asks for it.
    ///
    /// @param from where in the item it was proposed
    record Proposed(String key, String from, String property, String value, String words) {}

    /// What an item may say, one proposal in front.
    ///
    /// @param from where in the item's text this begins
    /// @param more how many more there are in the stretch that was read
    /// @param next address of what follows, if the text goes on
    /// @param first address of the beginning; null when this is it
    /// @param modelFailed whether a connected model gave no answer
    record Suggestions(
            String item,
            String title,
            String from,
            List<SuggestionRow> rows,
            @Nullable Suggested current,
            GradeField grade,
            int more,
            @Nullable String next,
            @Nullable String first,
            boolean modelFailed,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "search";
        }
    }

    record SuggestionRow(String address, String what, String quote, int page, boolean here) {}

    /// The proposal in front.
    ///
    /// @param rule what its rule goes by; null of a model
    /// @param others at how many more places it stands
    /// @param elsewhere pages of these
    /// @param claims what it would become
    /// @param whole whether it can become that as it stands
    record Suggested(
            String key,
            String what,
            String value,
            @Nullable String rule,
            String ruleCode,
            String before,
            String quote,
            String after,
            Place place,
            String address,
            int others,
            List<Integer> elsewhere,
            List<Fact> claims,
            List<SuggestedChoice> choices,
            boolean whole,
            @Nullable String previous,
            @Nullable String next) {}

    /// Which entity a name in a proposal stands for.
    ///
    /// @param property that refers to it; null when the claims are about it
    /// @param kinds of which something new may be made
    /// @param chosen id of an entity, or `new:` and a kind; empty when that is open
    record SuggestedChoice(
            String field,
            @Nullable String property,
            String name,
            List<Candidate> found,
            List<Term> kinds,
            String chosen) {}

    /// A whole incident in the making.
    ///
    /// @param draft that it is kept as meanwhile
    /// @param only the item whose words alone may be entered; empty when several are weighed
    /// @param source the item that is open beside the form
    /// @param focus the field to go on from, or `faults`; empty for none
    record Incident(
            String draft,
            String only,
            @Nullable Source source,
            List<Passage> passages,
            List<Part> parts,
            GradeField grade,
            List<Fault> faults,
            String focus)
            implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// Whether a field is the one to go on from.
        public boolean goesOnAt(String field) {
            return focus.equals(field);
        }

        /// What is the matter with a field, and how that field is called.
        ///
        /// @param message key of the words
        public record Fault(String field, String label, String message) {}

        /// A page of an item.
        ///
        /// @param pages how many it has; none when it has no text
        public record Source(
                String item, String title, int page, int pages, List<Stretch> stretches) {}

        /// A paragraph with the space after it.
        ///
        /// @param cite what the button says that cites it; null for the space before the first
        public record Stretch(String text, @Nullable String cite) {}

        /// Words that parts of the incident rest on.
        ///
        /// @param there whether they stand in the item
        public record Passage(
                int row,
                String item,
                String title,
                int page,
                int start,
                String quote,
                boolean there,
                @Nullable String fault) {}

        /// @param code as in [org.haetae.web.Incident.Part], in small letters
        /// @param more whether there may be another row
        /// @param open whether there is something in it to be looked at
        /// @param told what its rows are called, as far as they are; empty for none
        public record Part(String code, List<Row> rows, boolean more, boolean open, String told) {}

        public record Row(int number, List<Asked> asked, List<Ticks> ticks) {}

        /// One field.
        ///
        /// @param type as in [org.haetae.casebook.ValueType], in small letters
        /// @param names for a reference, what its name may stand for
        /// @param another the field that one more value may be told of; null where this is not the
        ///   last of several that there may be
        public record Asked(
                String name,
                String type,
                String label,
                String typed,
                List<Term> terms,
                @Nullable Names names,
                @Nullable String fault,
                @Nullable String another) {

            Asked with(String further) {
                return new Asked(name, type, label, typed, terms, names, fault, further);
            }
        }

        /// What a name may stand for.
        ///
        /// @param is the entity chosen, or `new:` and a kind; empty before
        /// @param among kinds that it may be of, with a space between
        /// @param kinds of which something new may be made
        /// @param typed whether there is a name
        /// @param alike whether others are called so, which must be looked at
        /// @param sure whether somebody said that one more is meant all the same
        /// @param at coordinates of something new; null where nothing here has any
        public record Names(
                String is,
                String among,
                List<Candidate> found,
                List<Term> kinds,
                boolean typed,
                boolean alike,
                boolean sure,
                @Nullable String at,
                @Nullable String atFault) {}

        /// Boxes for rows of another part.
        ///
        /// @param legend key of the words
        public record Ticks(String name, String legend, List<Tick> boxes, @Nullable String fault) {}

        public record Tick(String name, String label, boolean on) {}
    }

    /// What the visitor has half entered.
    record Drafts(List<Row> rows) implements Sheet {
        @Override
        public String place() {
            return "entities";
        }

        /// @param title of the event; may be empty
        public record Row(String id, String title, int passages, Instant kept) {}
    }

    // Accessions

    record Accessions(List<AccessionRow> rows, @Nullable String next) implements Sheet {
        @Override
        public String place() {
            return "accessions";
        }
    }

    record AccessionRow(
            String id,
            String label,
            String givenBy,
            Instant opened,
            boolean closed,
            long items,
            List<String> compartments) {}

    /// A bag that the accession came in: what could be proved of it then.
    ///
    /// @param algorithms as the bag names them
    /// @param odd code and file of what did not fit or was odd
    record Bag(
            boolean valid,
            String version,
            String algorithms,
            long files,
            long proved,
            List<Fact> odd) {}

    /// What the giver states in an RO-Crate.
    ///
    /// @param about of the whole, by the names that messages have
    /// @param stated path, and what is stated of it, line by line
    /// @param odd code and file of what did not fit or was odd
    record Crate(
            boolean fits,
            String path,
            long described,
            long matched,
            List<Fact> about,
            List<Stated> stated,
            List<Fact> odd) {
        /// @param item that came at this path
        public record Stated(String path, @Nullable String item, List<Fact> facts) {}
    }

    record Accession(
            String id,
            String label,
            String source,
            String givenBy,
            @Nullable String consent,
            String receivedBy,
            Instant opened,
            @Nullable Instant closed,
            List<String> compartments,
            long items,
            List<Count> outcomes,
            List<OutcomeRow> rows,
            @Nullable String next,
            List<Bag> bags,
            List<Crate> crates)
            implements Sheet {
        @Override
        public String place() {
            return "accessions";
        }
    }

    record Count(String key, long count) {}

    /// The upload form.
    ///
    /// @param problem key of what was wrong with the last attempt
    /// @param consents that what is added can be tied to
    record Receive(List<Choice> compartments, List<Choice> consents, @Nullable String problem)
            implements Sheet {
        @Override
        public String place() {
            return "receive";
        }
    }

    record Choice(String id, String label, boolean chosen) {}

    /// What was taken in just now, file by file, to be printed or kept.
    record Receipt(
            String accession,
            String label,
            String givenBy,
            Instant time,
            long files,
            List<ReceiptRow> rows,
            @Nullable String next)
            implements Sheet {
        @Override
        public String place() {
            return "receive";
        }
    }

    /// @param outcome of taking it in: received, duplicate, failed
    /// @param first of a duplicate: where its bytes lay first
    record ReceiptRow(
            String path,
            @Nullable String item,
            long sizeBytes,
            String outcome,
            @Nullable String reason,
            @Nullable String sha256,
            @Nullable Link first) {}

    /// Where something is, and what it is called.
    record Link(String address, String label) {}

    // Outcomes

    /// Every file and part that was not simply read, what is still to be read among them.
    ///
    /// @param rereadable how many of them can be read again: all but those that were not yet read
    record Outcomes(
            List<Count> counts,
            @Nullable String outcome,
            @Nullable String type,
            @Nullable String tool,
            List<String> types,
            List<String> tools,
            List<OutcomeRow> rows,
            long total,
            long rereadable,
            @Nullable String next,
            @Nullable Long reread)
            implements Sheet {
        @Override
        public String place() {
            return "outcomes";
        }
    }

    /// @param first of bytes that were received again: where they lay first
    record OutcomeRow(
            String item,
            String path,
            boolean part,
            String outcome,
            @Nullable String reason,
            String type,
            @Nullable String tool,
            @Nullable Duration took,
            long sizeBytes,
            @Nullable Link first) {
        /// The same file in another state.
        OutcomeRow as(String state) {
            return new OutcomeRow(
                    item, path, part, state, reason, type, tool, took, sizeBytes, first);
        }
    }

    // People and compartments

    record People(List<PersonRow> rows, @Nullable String problem, @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "people";
        }
    }

    record PersonRow(
            String id,
            String login,
            String name,
            List<Role> roles,
            int compartments,
            String state) {}

    record Person(
            String id,
            String login,
            String name,
            String state,
            boolean self,
            boolean secondFactor,
            List<Role> roles,
            List<Choice> compartments,
            List<SessionRow> sessions,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "people";
        }
    }

    /// @param program by which a program's token is known again; null for somebody at a browser
    record SessionRow(
            String id,
            Instant begun,
            Instant lastUsed,
            Instant ends,
            boolean here,
            @Nullable String program,
            List<Scope> scopes) {}

    record Compartments(List<CompartmentRow> rows, @Nullable String problem, @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "compartments";
        }
    }

    record CompartmentRow(String id, String english, String korean, int holders) {}

    /// Who consented to what.
    ///
    /// @param object an item or accession that is to be tied to one of them; null when none is
    record Consents(
            List<Giver> givers,
            List<Choice> compartments,
            TermsField terms,
            @Nullable String object,
            @Nullable String problem)
            implements Sheet {

        /// @param person empty when it was erased who that was
        public record Giver(String person, List<Row> rows) {}

        /// @param purpose null when it was erased
        /// @param tied how many items and accessions fall with it
        /// @param state whether the team may work with it: `allowed`, `unstated`, or why not
        /// @param decision by which it was erased; 0 when it was not
        /// @param withdrawal how far the newest request to erase it has come
        public record Row(
                String id,
                @Nullable String purpose,
                List<String> compartments,
                String recordedBy,
                Instant recordedAt,
                long tied,
                String state,
                int decision,
                @Nullable String withdrawal,
                @Nullable String withdrawnBy,
                @Nullable Instant withdrawnAt) {

            /// Whether it can be taken back.
            public boolean isInForce() {
                return decision == 0 && (withdrawal == null || withdrawal.equals("refused"));
            }
        }

        @Override
        public String place() {
            return "consents";
        }
    }

    /// What a person allows, to be filled in.
    record TermsField(
            List<String> uses,
            String court,
            String body,
            boolean named,
            String from,
            String until) {}

    /// An interview to be recorded.
    ///
    /// @param fields as the schema has them
    /// @param notes on protection, trauma and safety
    /// @param consents that are there already
    record Interview(
            String witness,
            String record,
            List<Field> fields,
            List<Field> notes,
            List<Choice> compartments,
            List<Choice> notesIn,
            List<Choice> vault,
            List<Choice> consents,
            TermsField terms,
            String identity,
            @Nullable String problem)
            implements Sheet {

        /// @param several whether several values may be typed, each after a semicolon
        public record Field(
                String name,
                String label,
                String type,
                boolean several,
                String typed,
                List<Term> terms,
                @Nullable String note) {}

        @Override
        public String place() {
            return "consents";
        }
    }

    /// Identities by pseudonym.
    record Identities(List<Row> rows, @Nullable String problem) implements Sheet {
        /// @param pseudonym null when it was erased
        /// @param decision by which it was erased; 0 when it was not
        public record Row(
                String id,
                @Nullable String pseudonym,
                List<String> compartments,
                Instant keptAt,
                List<Opening> openings,
                int decision) {}

        public record Opening(Instant at, String by, String reason) {}

        @Override
        public String place() {
            return "identities";
        }
    }

    /// One identity, shown once.
    record Identity(String pseudonym, String identity) implements Sheet {
        @Override
        public String place() {
            return "identities";
        }
    }

    /// One consent.
    ///
    /// @param person null when it was erased
    /// @param state as in the list of all
    /// @param steps the newest first
    /// @param tied what is there for the reader
    /// @param objects how many there are in all
    record Consent(
            String id,
            @Nullable String person,
            @Nullable String purpose,
            List<String> compartments,
            int decision,
            String state,
            List<Step> steps,
            List<Link> tied,
            long objects,
            TermsField terms,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {

        /// @param reason empty when none was given
        public record Step(
                Instant at,
                String by,
                boolean withdrawn,
                List<Allowed> uses,
                @Nullable String from,
                @Nullable String until,
                String reason) {}

        public record Allowed(String purpose, String to, boolean named) {}

        /// Whether it is there for those alone who keep it.
        public boolean isWithheld() {
            return decision == 0 && !state.equals("allowed") && !state.equals("unstated");
        }

        @Override
        public String place() {
            return "consents";
        }
    }

    /// Requests, decisions and holds.
    ///
    /// @param object what a new request or hold would be about
    /// @param ground why a new request would be made
    record Erasures(
            String object,
            Ground ground,
            List<Row> rows,
            List<Held> holds,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {

        /// @param number of the decision; 0 when there is none
        /// @param place where it can be looked at
        /// @param stuck whether it could not be carried out when that was last tried
        /// @param own whether the visitor asked for it
        public record Row(
                String id,
                String state,
                int number,
                String kind,
                String object,
                @Nullable String place,
                String ground,
                String reason,
                String askedBy,
                Instant askedAt,
                long items,
                long elsewhere,
                boolean purge,
                boolean held,
                boolean stuck,
                boolean own,
                @Nullable String answer,
                @Nullable String decidedBy,
                @Nullable Instant decidedAt) {}

        public record Held(
                String id,
                String kind,
                String object,
                @Nullable String place,
                String reason,
                String placedBy,
                Instant placedAt,
                @Nullable String lifting,
                @Nullable String liftedBy,
                @Nullable Instant liftedAt) {}

        @Override
        public String place() {
            return "erasures";
        }
    }

    /// What is told of something that was erased: that, when, and by which decision.
    record Erased(int decision, Instant at) implements Sheet {}

    record Compartment(
            String id,
            String name,
            String english,
            String korean,
            List<Choice> holders,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "compartments";
        }
    }

    // The visitor's own account

    /// @param recoveryCodes how many are left
    /// @param freshCodes just made, shown this once
    record Account(
            String login,
            String name,
            boolean secondFactor,
            int recoveryCodes,
            List<String> freshCodes,
            @Nullable String proposedFactor,
            List<Role> roles,
            List<String> compartments,
            List<SessionRow> sessions,
            List<Scope> scopes,
            @Nullable String freshToken,
            @Nullable String problem,
            @Nullable String done)
            implements Sheet {
        @Override
        public String place() {
            return "account";
        }
    }

    // Health

    /// Whether everything is where it should be.
    ///
    /// @param lastVerified when somebody last checked it here
    record Health(
            long ledgerSize,
            @Nullable Checkpoint checkpoint,
            List<Part> parts,
            @Nullable Instant lastVerified,
            @Nullable CheckRun lastCheck,
            boolean running)
            implements Sheet {
        @Override
        public String place() {
            return "health";
        }
    }

    /// A part of the home, and how it stands.
    ///
    /// @param name key of its name, after `health.`
    /// @param well whether nothing needs to be done
    /// @param key of what is said of it, with the values for its places
    record Part(String name, boolean well, String key, List<Object> values) {}

    /// A reason as it is recorded, to be told in the language of the page.
    record Why(String reason) {}

    /// A number of bytes, to be written in the largest fitting unit.
    record Bytes(long bytes) {}

    record Checkpoint(long size, String root) {}

    record CheckRun(Instant time, Duration took, List<FindingRow> findings) {}

    record FindingRow(
            String code,
            String severity,
            String subject,
            String found,
            String expected,
            String advice) {}
}
