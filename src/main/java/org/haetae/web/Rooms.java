package org.haetae.web;

import java.time.Clock;
import org.haetae.archive.Archive;
import org.haetae.casebook.Casebook;
import org.haetae.erasure.Erasure;
import org.haetae.extract.PageImages;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Ledger;
import org.haetae.roster.Roster;
import org.haetae.search.Index;
import org.haetae.search.Indexing;

/// The rooms that the pages show and act upon, made by the wiring and closed by it.
///
/// @param images made on demand, for people who look at pages instead of originals
public record Rooms(
        Home home,
        Database database,
        Ledger ledger,
        Attestations attestations,
        Archive archive,
        Roster roster,
        Readings readings,
        ReadingRoom readingRoom,
        Renditions renditions,
        PageImages images,
        Index index,
        Indexing indexing,
        Casebook casebook,
        Erasure erasure,
        Clock clock) {}
