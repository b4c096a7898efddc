package org.haetae.responsibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Value;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.resolve.Together;
import org.haetae.responsibility.Chain.Asked;
import org.haetae.responsibility.Chain.Element;
import org.haetae.responsibility.Chain.Holding;
import org.haetae.responsibility.Chain.Link;

/// Claims beside each thing that article 28 of the Rome Statute asks of a superior. What a source
/// calls knowledge or failure stands there as its claim, not as our view of it.
final class Elements {

    private static final List<String> LIABILITIES =
            List.of("rome-statute.commander", "rome-statute.superior");

    /// Terms of `involvement-degrees` and `involvement-roles` that speak for an element.
    private static final Map<Asked, Set<String>> FOR =
            Map.of(
                    Asked.CONTROL,
                    Set.of(
                            "superior",
                            "commander",
                            "facility-head",
                            "giver-of-orders",
                            "ordered",
                            "did-not-control"),
                    Asked.KNOWLEDGE,
                    Set.of(
                            "knew",
                            "did-not-act-on-knowledge",
                            "looked-on",
                            "present",
                            "carried-out",
                            "ordered",
                            "planned",
                            "giver-of-orders",
                            "planner",
                            "direct-perpetrator",
                            "bystander-official"),
                    Asked.RESPONSIBILITY,
                    Set.of("facility-head", "runner-of-place", "executor-of-policy"),
                    Asked.NOT_PREVENTED,
                    Set.of(
                            "did-not-prevent",
                            "looked-on",
                            "did-not-act-on-knowledge",
                            "did-not-control",
                            "ordered",
                            "bystander-official"),
                    Asked.NOT_PUNISHED,
                    Set.of("did-not-punish", "did-not-act-on-knowledge"),
                    Asked.RESULT,
                    Set.of("did-not-control"));

    /// Roles that speak against one.
    private static final Map<Asked, Set<String>> AGAINST =
            Map.of(Asked.NOT_PREVENTED, Set.of("opposed", "protector"));

    /// What became of others who are said to have done it: it went unpunished,
    private static final Set<String> UNPUNISHED = Set.of("promoted", "in-post");

    /// or did not.
    private static final Set<String> PUNISHED =
            Set.of("under-investigation", "charged", "convicted", "imprisoned");

    /// Not in command of anybody.
    private static final Set<String> NO_SUPERIOR = Set.of("rank-and-file", "staff");

    private final Law law;
    private final Together together;
    private final Set<EntityId> deeds;
    private final List<Entity> involvements;
    private final List<Link> links;
    private final List<Holding> holdings;
    private final List<Entity> told;

    Elements(
            Law law,
            Together together,
            List<Entity> deeds,
            List<Entity> involvements,
            List<Link> links,
            List<Holding> holdings,
            Collection<EntityId> persons) {
        this.law = law;
        this.together = together;
        this.deeds = deeds.stream().map(Entity::id).collect(Collectors.toSet());
        this.involvements = involvements;
        this.links = links;
        this.holdings = holdings;
        this.told = told(persons);
    }

    /// What was said or sent to them about it: reports, orders, complaints.
    private List<Entity> told(Collection<EntityId> persons) {
        return Stream.concat(
                        together.leading("statement", "made-to", persons).stream()
                                .filter(one -> isAbout(one, "about")),
                        together.leading("source-document", "addressee", persons).stream()
                                .filter(one -> isAbout(one, "depicts")))
                .toList();
    }

    private boolean isAbout(Entity one, String property) {
        return together.targets(one, property).stream().anyMatch(deeds::contains);
    }

    /// What is said of the part of somebody, in claims of the entities that say so.
    List<Claim> part(EntityId person) {
        return own(person)
                .flatMap(one -> Together.claims(one).stream())
                .filter(claim -> !Set.of("actor", "act").contains(claim.property()))
                .toList();
    }

    private Stream<Entity> own(EntityId person) {
        return involvements.stream().filter(one -> together.targets(one, "actor").contains(person));
    }

    /// Nothing for who was over nobody.
    List<Element> of(EntityId person) {
        var posts =
                holdings.stream()
                        .filter(one -> one.person().equals(person) && !one.isOut())
                        .filter(
                                one ->
                                        Tracing.codes(one.post(), "level").isEmpty()
                                                || !NO_SUPERIOR.containsAll(
                                                        Tracing.codes(one.post(), "level")))
                        .toList();
        var commands =
                links.stream()
                        .filter(one -> one.superior().equals(person) && !one.isOut())
                        .toList();
        if (posts.isEmpty() && commands.isEmpty()) {
            return List.of();
        }
        var speaking = new EnumMap<Asked, Set<Claim>>(Asked.class);
        var against = new EnumMap<Asked, Set<Claim>>(Asked.class);
        var elsewhen = new EnumMap<Asked, Set<Claim>>(Asked.class);
        for (var asked : Asked.values()) {
            speaking.put(asked, new LinkedHashSet<>());
            against.put(asked, new LinkedHashSet<>());
            elsewhen.put(asked, new LinkedHashSet<>());
            own(person)
                    .forEach(
                            one -> {
                                at(speaking, asked)
                                        .addAll(coded(one, FOR.getOrDefault(asked, Set.of())));
                                at(against, asked)
                                        .addAll(coded(one, AGAINST.getOrDefault(asked, Set.of())));
                            });
        }
        power(posts, commands, at(speaking, Asked.CONTROL), at(elsewhen, Asked.CONTROL));
        knowledge(person, at(speaking, Asked.KNOWLEDGE));
        responsibility(posts, at(speaking, Asked.RESPONSIBILITY));
        involvements.stream()
                .filter(one -> !together.targets(one, "actor").contains(person))
                .forEach(
                        one -> {
                            at(speaking, Asked.NOT_PUNISHED)
                                    .addAll(coded(one, "status", UNPUNISHED));
                            at(against, Asked.NOT_PUNISHED).addAll(coded(one, "status", PUNISHED));
                        });
        return Stream.of(Asked.values())
                .map(
                        asked ->
                                new Element(
                                        asked,
                                        provisions(asked),
                                        List.copyOf(at(speaking, asked)),
                                        List.copyOf(at(against, asked)),
                                        List.copyOf(at(elsewhen, asked))))
                .toList();
    }

    private static Set<Claim> at(Map<Asked, Set<Claim>> map, Asked asked) {
        return map.computeIfAbsent(asked, one -> new LinkedHashSet<>());
    }

    private static List<Claim> coded(Entity involvement, Set<String> terms) {
        return Stream.of("role", "degree")
                .flatMap(property -> coded(involvement, property, terms).stream())
                .toList();
    }

    private static List<Claim> coded(Entity of, String property, Set<String> terms) {
        return Together.claims(of, property).stream()
                .filter(
                        claim ->
                                claim.value()
                                        .filter(
                                                value ->
                                                        value instanceof Value.Code(String term)
                                                                && terms.contains(term))
                                        .isPresent())
                .toList();
    }

    /// The posts, and the way down from the unit to those involved.
    private void power(
            List<Holding> posts, List<Link> commands, Set<Claim> speaking, Set<Claim> elsewhen) {
        for (var post : posts) {
            (reaches(post.timings()) ? speaking : elsewhen)
                    .addAll(
                            Together.claims(
                                    post.post(),
                                    "holder",
                                    "organisation",
                                    "position",
                                    "level",
                                    "rank"));
        }
        commands.forEach(
                one -> (reaches(one.timings()) ? speaking : elsewhen).addAll(one.claims()));
        var seen = new HashSet<EntityId>();
        Collection<EntityId> edge =
                Stream.concat(
                                posts.stream().map(Holding::unit),
                                commands.stream().map(Link::subordinate))
                        .toList();
        while (!edge.isEmpty()) {
            var next = new ArrayList<EntityId>();
            for (var unit : edge) {
                if (seen.add(unit)) {
                    links.stream()
                            .filter(one -> one.superior().equals(unit) && !one.isOut())
                            .forEach(
                                    one -> {
                                        (reaches(one.timings()) ? speaking : elsewhen)
                                                .addAll(one.claims());
                                        next.add(one.subordinate());
                                    });
                }
            }
            edge = next;
        }
    }

    /// Whether what is told of it reaches the date by one of the datings.
    private static boolean reaches(List<Timing> timings) {
        return timings.stream()
                .map(Timing::at)
                .anyMatch(
                        at ->
                                switch (at) {
                                    case HELD, WITHIN, BETWEEN, SINCE, UNTIL -> true;
                                    case BEFORE, AFTER, UNDATED, ENDED, NOT_BEGUN -> false;
                                });
    }

    private void knowledge(EntityId person, Set<Claim> speaking) {
        own(person).forEach(one -> speaking.addAll(Together.claims(one, "knowledge")));
        told.stream()
                .filter(
                        one ->
                                together.targets(one, "made-to").contains(person)
                                        || together.targets(one, "addressee").contains(person))
                .forEach(
                        one ->
                                speaking.addAll(
                                        Together.claims(one, "made-to", "addressee", "words")));
    }

    /// What their units are told to be there for.
    private void responsibility(List<Holding> posts, Set<Claim> speaking) {
        together.outlines(posts.stream().map(Holding::unit).toList())
                .forEach(unit -> speaking.addAll(Together.claims(unit, "duties")));
    }

    private List<Provision> provisions(Asked asked) {
        return LIABILITIES.stream()
                .map(code -> code + "." + asked.element())
                .flatMap(code -> law.provision(code).stream())
                .toList();
    }
}
