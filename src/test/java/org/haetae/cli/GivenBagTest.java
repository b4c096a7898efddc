package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haetae.home.Intruder;
import org.haetae.packing.BagWriter;
import org.haetae.packing.Parcel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bag that is given: checked before it is taken in, taken in whatever comes of that, and what
/// came of it kept where nobody changes it unseen.
class GivenBagTest {

    @TempDir static Path folder;
    static Path home;
    static Commands commands;

    @BeforeAll
    static void begin() throws IOException {
        home = folder.resolve("home");
        commands = new Commands();
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static Path bag(String name) throws IOException {
        Path bag = folder.resolve(name);
        try (Parcel parcel = Parcel.folder(bag)) {
            BagWriter writer = new BagWriter(parcel);
            for (String file : List.of("letters/one.txt", "letters/two.txt")) {
                try (var out = writer.payload(file)) {
                    out.write(("an invented letter in " + name + "/" + file).getBytes());
                }
            }
            writer.finish(Map.of("Contact-Name", "A. Person"));
        }
        return bag;
    }

    @Test
    void aWholeBagIsTakenInAndSaidToBeWhole() throws Exception {
        Run added = command("add", "--ocr", "off", bag("whole").toString());
        assertThat(added.code()).as(added.toString()).isEqualTo(Exit.DONE);
        assertThat(added.err()).contains("the bag is whole: 2 files");
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
        Run again = command("add", "--ocr", "off", folder.resolve("whole").toString());
        assertThat(again.code()).as(again.toString()).isEqualTo(Exit.DONE);
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
    }

    @Test
    void aBagThatIsNotWholeIsTakenInAllTheSameAndSaidToBeSo() throws Exception {
        Path bag = bag("broken");
        Files.writeString(bag.resolve("data/letters/two.txt"), "an altered letter");
        Run added = command("add", "--ocr", "off", bag.toString());
        assertThat(added.code()).as(added.toString()).isEqualTo(Exit.FINDINGS);
        assertThat(added.err()).contains("the bag is not whole (BAG-FILE-ALTERED)", "1 of 2 files");
        assertThat(added.row("data/letters/two.txt").get("outcome")).isEqualTo("read");
        try (var intruder = Intruder.in(home)) {
            assertThat(intruder.ask("select kind from accession_note")).contains("bagit");
            // Kept before the first file of it was received, so that no kill between loses it.
            assertThat(
                            intruder.ask(
                                    "select count(*) from accession_note n join item i on i.accession = n.accession where i.position < n.position"))
                    .containsExactly("0");
            assertThat(
                            intruder.ask("select encode(description, 'escape') from accession_note")
                                    .toString())
                    .doesNotContain("letters", "FILE-ALTERED");
        }
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
    }

    @Test
    void whatWasFoundOutAboutABagIsChangedByNobodyUnseen() throws Exception {
        command("add", "--ocr", "off", bag("kept").toString());
        for (String harm :
                List.of(
                        "update accession_note set description = set_byte(description, 20, get_byte(description, 20) # 1)",
                        "update accession_note set at = at - interval '1 day'",
                        "update accession_note set compartments = '{}'",
                        "delete from accession_note",
                        "insert into accession_note select '00000000-0000-4000-8000-000000000001', accession, compartments, kind, description, at, 0 from accession_note limit 1")) {
            try (var intruder = Intruder.in(home)) {
                intruder.keep();
                intruder.execute(harm);
            }
            Run found = command("verify");
            try (var intruder = Intruder.in(home)) {
                intruder.putBack();
            }
            assertThat(found.code()).as(harm + found).isEqualTo(Exit.FINDINGS);
            assertThat(found.rows())
                    .as(harm)
                    .allMatch(row -> row.get("code").toString().startsWith("ARCHIVE-ROW-"));
        }
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
    }
}
