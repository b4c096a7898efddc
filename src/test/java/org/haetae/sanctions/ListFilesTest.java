package org.haetae.sanctions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Subject;
import org.junit.jupiter.api.Test;

/// Lists in every format; all people in the samples are invented.
class ListFilesTest {

    private static final Path LISTS = Path.of("../shared/data/resolve/sanctions");

    private static ListFiles.Source source(String name, byte[] bytes) {
        return source(name, () -> new ByteArrayInputStream(bytes));
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static ListFiles.Source source(String name, Opening opening) {
        return new ListFiles.Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() throws IOException {
                return opening.open();
            }
        };
    }

    private static ListVersion read(String... texts) throws IOException {
        return ListFiles.read(
                Stream.of(texts).map(text -> source("list", text.getBytes(UTF_8))).toList());
    }

    private static List<ListFiles.Source> lying(String... names) {
        return Stream.of(names)
                .map(LISTS::resolve)
                .map(
                        path ->
                                source(
                                        path.getFileName().toString(),
                                        () -> Files.newInputStream(path)))
                .toList();
    }

    private static final String UN =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
              <DATAID>7001</DATAID><FIRST_NAME>PAK</FIRST_NAME><SECOND_NAME>INVENTED</SECOND_NAME>
              <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER>
              <LISTED_ON>2016-11-30</LISTED_ON><COMMENTS1>An example &amp; nobody.</COMMENTS1>
              <NAME_ORIGINAL_SCRIPT>박발명</NAME_ORIGINAL_SCRIPT>
              <DESIGNATION><VALUE>Head of nothing</VALUE></DESIGNATION>
              <LAST_DAY_UPDATED><VALUE>2018-07-09</VALUE></LAST_DAY_UPDATED>
              <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Park In Vented</ALIAS_NAME></INDIVIDUAL_ALIAS>
              <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Pak</ALIAS_NAME></INDIVIDUAL_ALIAS>
              <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
              <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1962</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
              <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X0001</NUMBER><ISSUING_COUNTRY>Nowhere</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
            </INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>7002</DATAID><FIRST_NAME>EXAMPLE BUREAU</FIRST_NAME>
              <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old Bureau</ALIAS_NAME></ENTITY_ALIAS>
              <ENTITY_ADDRESS><CITY>Pyongyang</CITY><COUNTRY>Nowhere</COUNTRY></ENTITY_ADDRESS>
            </ENTITY></ENTITIES></CONSOLIDATED_LIST>
            """;

    @Test
    void theListOfTheSecurityCouncilIsReadEntryByEntry() throws IOException {
        var list = read(UN);
        assertThat(list.format()).isEqualTo(ListFormat.UN_XML);
        assertThat(list.dated().map(HistoricDate::edtf)).contains("2026-02-27");
        assertThat(list.entries()).hasSize(2);
        var pak = list.entries().getFirst();
        assertThat(pak.subject()).isEqualTo(Subject.PERSON);
        assertThat(pak.caption()).isEqualTo("PAK INVENTED");
        assertThat(pak.names().stream().map(one -> one.text() + " " + one.type()))
                .containsExactly(
                        "PAK INVENTED PRIMARY",
                        "박발명 ORIGINAL_SCRIPT",
                        "Park In Vented ALIAS",
                        "Pak WEAK");
        assertThat(pak.births().stream().map(HistoricDate::edtf))
                .containsExactly("1961~", "[1960..1962]");
        assertThat(pak.number()).isEqualTo("KPi.999");
        assertThat(pak.posts()).containsExactly("Head of nothing");
        assertThat(pak.identifiers().getFirst().words()).isEqualTo("Passport X0001 (Nowhere)");
        assertThat(pak.amended().stream().map(HistoricDate::edtf)).containsExactly("2018-07-09");
        assertThat(pak.remarks()).containsExactly("An example & nobody.");
        var bureau = list.entries().getLast();
        assertThat(bureau.subject()).isEqualTo(Subject.ORGANISATION);
        assertThat(bureau.names().getLast().type()).isEqualTo(NameType.FORMER);
        assertThat(bureau.addresses().getFirst().words()).isEqualTo("Pyongyang, Nowhere");
    }

    @Test
    void aPlaceIsCountedInCharactersThatAreNotSpace() throws IOException {
        var list = read(UN);
        var text = UN.replaceAll("<[^>]*>", "").replace("&amp;", "&").replaceAll("\\s", "");
        assertThat(list.characters()).containsExactly((long) text.length());
        var place = list.entries().getFirst().places().getFirst();
        assertThat(text.substring((int) place.from(), (int) place.to()))
                .startsWith("7001PAKINVENTED")
                .endsWith("X0001Nowhere");
    }

    @Test
    void bothXmlFormatsAndTheTablesOfOfacTellTheSame() throws IOException {
        var plain =
                read(
                        """
                        <sdnList><publshInformation><Publish_Date>06/24/2026</Publish_Date><Record_Count>1</Record_Count></publshInformation>
                        <sdnEntry><uid>36</uid><firstName>Yong Chol</firstName><lastName>INVENTED</lastName><title>Minister of nothing</title><sdnType>Individual</sdnType>
                        <programList><program>DPRK</program><program>DPRK2</program></programList>
                        <akaList><aka><type>a.k.a.</type><category>weak</category><lastName>CHOL</lastName></aka></akaList>
                        <dateOfBirthList><dateOfBirthItem><dateOfBirth>circa 1947</dateOfBirth></dateOfBirthItem></dateOfBirthList>
                        <nationalityList><nationality><country>Korea, North</country></nationality></nationalityList>
                        <idList><id><idType>Passport</idType><idNumber>A12</idNumber><idCountry>Korea, North</idCountry></id><id><idType>Gender</idType><idNumber>Male</idNumber></id></idList>
                        </sdnEntry></sdnList>
                        """);
        var advanced =
                read(
                        """
                        <Sanctions xmlns="https://example.org/ADVANCED_XML"><DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>6</Month><Day>24</Day></DateOfIssue>
                        <ReferenceValueSets>
                          <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
                          <CountryValues><Country ID="11">Korea, North</Country></CountryValues>
                          <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="26">Title</FeatureType><FeatureType ID="224">Gender</FeatureType></FeatureTypeValues>
                          <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
                          <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
                          <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
                          <PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
                          <PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues>
                          <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
                          <LegalBasisValues><LegalBasis ID="7" LegalBasisShortRef="EO">Executive Order 13687</LegalBasis></LegalBasisValues>
                          <ScriptValues><Script ID="215">Latin</Script><Script ID="220">Korean</Script></ScriptValues>
                        </ReferenceValueSets>
                        <Locations><Location ID="5"><LocationCountry CountryID="11"/></Location></Locations>
                        <IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="9" IssuedBy-CountryID="11"><IDRegistrationNo>A12</IDRegistrationNo></IDRegDocument></IDRegDocuments>
                        <DistinctParties><DistinctParty FixedRef="36"><Comment/><Profile ID="36" PartySubTypeID="4"><Identity ID="9" Primary="true">
                          <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
                            <DocumentedName ID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="215">INVENTED</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="72" ScriptID="215">Yong Chol</NamePartValue></DocumentedNamePart></DocumentedName>
                            <DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="220">발명영철</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
                          <Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="215">CHOL</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
                          <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="72" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
                          <Feature FeatureTypeID="8"><FeatureVersion ID="1"><DatePeriod><Start Approximate="true"><From><Year>1947</Year><Month>1</Month><Day>1</Day></From><To><Year>1947</Year><Month>1</Month><Day>1</Day></To></Start><End Approximate="true"><From><Year>1947</Year><Month>12</Month><Day>31</Day></From><To><Year>1947</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
                          <Feature FeatureTypeID="10"><FeatureVersion ID="2"><VersionLocation LocationID="5"/></FeatureVersion></Feature>
                          <Feature FeatureTypeID="26"><FeatureVersion ID="3"><VersionDetail DetailTypeID="1432">Minister of nothing</VersionDetail></FeatureVersion></Feature>
                          <Feature FeatureTypeID="224"><FeatureVersion ID="4"><VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/></FeatureVersion></Feature>
                        </Profile></DistinctParty></DistinctParties>
                        <SanctionsEntries><SanctionsEntry ID="1" ProfileID="36" ListID="1550"><EntryEvent ID="1" LegalBasisID="7"><Date><Year>2015</Year><Month>1</Month><Day>2</Day></Date></EntryEvent>
                          <SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>DPRK</Comment></SanctionsMeasure><SanctionsMeasure ID="2" SanctionsTypeID="1"><Comment>DPRK2</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>
                        """);
        var table =
                read(
                        """
                        36,"INVENTED, Yong Chol","individual","DPRK] [DPRK2","Minister of nothing",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB circa 1947; nationality Korea, North; Passport A12 (Korea, North); Gender Male; a.k.a. 'CHOL'; first half of "
                        \u001a
                        """,
                        "36,1,-0- ,\"Pyongyang\",\"Korea, North\",-0- \r\n",
                        "36,\"a remark.\"\n");
        assertThat(plain.dated()).isEqualTo(advanced.dated());
        for (var list : List.of(plain, advanced, table)) {
            assertThat(list.entries()).as(list.format().name()).hasSize(1);
            var entry = list.entries().getFirst();
            assertThat(entry.id()).isEqualTo("36");
            assertThat(entry.subject()).isEqualTo(Subject.PERSON);
            assertThat(entry.caption()).isEqualTo("INVENTED, Yong Chol");
            assertThat(entry.names().getLast().text()).isEqualTo("CHOL");
            assertThat(entry.names().getLast().type()).isEqualTo(NameType.WEAK);
            assertThat(entry.births().stream().map(HistoricDate::edtf)).containsExactly("1947~");
            assertThat(entry.nationalities()).containsExactly("Korea, North");
            assertThat(entry.gender()).contains("male");
            assertThat(entry.posts()).containsExactly("Minister of nothing");
            assertThat(entry.programmes()).containsExactly("DPRK", "DPRK2");
            assertThat(entry.identifiers().getFirst().words())
                    .isEqualTo("Passport A12 (Korea, North)");
        }
        var full = advanced.entries().getFirst();
        assertThat(full.bases()).containsExactly("Executive Order 13687");
        assertThat(full.listed().map(HistoricDate::edtf)).contains("2015-01-02");
        assertThat(full.names().get(1).type()).isEqualTo(NameType.ORIGINAL_SCRIPT);
        assertThat(table.entries().getFirst().remarks()).containsExactly("first half of a remark");
        assertThat(table.entries().getFirst().addresses().getFirst().words())
                .isEqualTo("Pyongyang, Korea, North");
    }

    @Test
    void theListOfTheEuropeanUnionIsReadFromItsAttributes() throws IOException {
        var list =
                read(
                        """
                        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                        <export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-06-05T15:51:25.849+02:00">
                        <sanctionEntity designationDate="2017-10-16" euReferenceNumber="EU.1.1" logicalId="13"><remark>Nobody</remark>
                        <regulation regulationType="regulation" publicationDate="2017-08-30" numberTitle="2017/1509 (OJ L224)" programme="PRK"/>
                        <subjectType code="person" classificationCode="P"/>
                        <nameAlias firstName="Pak" lastName="Invented" wholeName="Pak Invented" function="Head of nothing" gender="M" title="General" strong="true"/>
                        <nameAlias wholeName="Pakk" nameLanguage="FR" strong="false"/>
                        <citizenship countryIso2Code="KP" countryDescription="NOWHERE"/>
                        <birthdate circa="true" yearRangeFrom="1953" yearRangeTo="1958" city="Somewhere" countryIso2Code="00" countryDescription="UNKNOWN"/>
                        <identification number="P1" identificationTypeDescription="National passport" countryDescription="NOWHERE"/>
                        </sanctionEntity></export>
                        """);
        var entry = list.entries().getFirst();
        assertThat(list.format()).isEqualTo(ListFormat.EU_XML);
        assertThat(list.dated().map(HistoricDate::edtf)).contains("2026-06-05");
        assertThat(entry.births().getFirst().edtf()).isEqualTo("[1953..1958]");
        assertThat(entry.birthPlaces()).containsExactly("Somewhere");
        assertThat(entry.names().getLast().language()).contains("fr");
        assertThat(entry.bases()).containsExactly("2017/1509 (OJ L224)");
        assertThat(entry.listed().map(HistoricDate::edtf)).contains("2017-10-16");
        assertThat(entry.identifiers().getFirst().words())
                .isEqualTo("National passport P1 (NOWHERE)");
    }

    @Test
    void theListsOfTheUnitedKingdomTellTheSameAsXmlAndAsTables() throws IOException {
        var xml =
                read(
                        """
                        <Designations><DateGenerated>24/06/2026</DateGenerated><Designation><LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated><UniqueID>DPR0001</UniqueID>
                        <Names><Name><Name1>Pak</Name1><Name6>INVENTED</Name6><NameType>Primary Name</NameType></Name><Name><Name6>Pakk</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
                        <NonLatinNames><NonLatinName><NameNonLatinScript>박발명</NameNonLatinScript></NonLatinName></NonLatinNames>
                        <RegimeName>Nowhere Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
                        <IndividualDetails><Individual><DOBs><DOB>dd/mm/1957</DOB></DOBs><Nationalities><Nationality>Nowhere</Nationality></Nationalities></Individual></IndividualDetails>
                        </Designation></Designations>
                        """);
        var table =
                read(
                        """
                        Report Date: 24-Jun-2026
                        Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name type,Alias strength,Name non-latin script,Regime Name,Designation Type,Date Designated,D.O.B,Nationality(/ies)
                        14/04/2026,DPR0001,1,INVENTED,Pak,Primary Name,,박발명,Nowhere Regulations,Individual,25/01/2001,00/00/1957,Nowhere
                        14/04/2026,DPR0001,1,Pakk,,Alias,Low quality a.k.a,,Nowhere Regulations,Individual,25/01/2001,,
                        """);
        var older =
                read(
                        """
                        Last Updated,24/06/2026
                        Name 6,Name 1,Name Non-Latin Script,DOB,Nationality,Group Type,Alias Type,Alias Quality,Regime,Listed On,Last Updated,Group ID
                        INVENTED,Pak,박발명,00/00/1957,(1) Nowhere,Individual,Primary name,,Nowhere Regulations,25/01/2001,14/04/2026,DPR0001
                        Pakk,,,,,Individual,AKA,Low quality,Nowhere Regulations,25/01/2001,14/04/2026,DPR0001
                        """);
        for (var list : List.of(xml, table, older)) {
            var entry = list.entries().getFirst();
            assertThat(list.dated().map(HistoricDate::edtf))
                    .as(list.format().name())
                    .contains("2026-06-24");
            assertThat(list.entries()).hasSize(1);
            assertThat(entry.names().stream().map(one -> one.text() + " " + one.type()))
                    .containsExactlyInAnyOrder(
                            "Pak INVENTED PRIMARY", "Pakk WEAK", "박발명 ORIGINAL_SCRIPT");
            assertThat(entry.births().stream().map(HistoricDate::edtf)).containsExactly("1957");
            assertThat(entry.nationalities()).containsExactly("Nowhere");
            assertThat(entry.programmes()).containsExactly("Nowhere Regulations");
            assertThat(entry.listed().map(HistoricDate::edtf)).contains("2001-01-25");
        }
    }

    @Test
    void followTheMoneyIsReadWithSanctionsInsideOrOnLinesOfTheirOwn() throws IOException {
        var list =
                read(
                        """
                        {"id":"s1","schema":"Sanction","properties":{"entity":["Q1"],"authority":["Nobody"],"program":["X"],"listingDate":["2016-07-06"]}}
                        {"id":"Q1","caption":"Pak Invented","schema":"Person","target":true,"last_change":"2026-06-01T00:00:00","properties":{"name":["Pak Invented","박발명"],"birthDate":["1961"]}}
                        {"id":"Q2","caption":"Example Bureau","schema":"Organization","properties":{"name":["Example Bureau"],"sanctions":[{"id":"s2","schema":"Sanction","properties":{"authority":["Nobody"]}}]}}
                        """);
        assertThat(list.entries()).hasSize(2);
        assertThat(list.dated().map(HistoricDate::edtf)).contains("2026-06-01");
        var pak = list.entries().getFirst();
        assertThat(pak.listed().map(HistoricDate::edtf)).contains("2016-07-06");
        assertThat(pak.authorities()).containsExactly("Nobody");
        assertThat(pak.names().get(1).type()).isEqualTo(NameType.ORIGINAL_SCRIPT);
        assertThat(list.entries().getLast().authorities()).containsExactly("Nobody");
    }

    @Test
    void aTableThatIsNotInUtf8IsReadAsWhatItIs() throws IOException {
        var row =
                "36,\"INVENTADO, José\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
        var list =
                ListFiles.read(
                        List.of(source("sdn", row.getBytes(Charset.forName("windows-1252")))));
        assertThat(list.entries().getFirst().caption()).isEqualTo("INVENTADO, José");
    }

    // ---- what is refused

    private static void refused(String text, String... words) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ListRefused.class)
                .message()
                .contains(words)
                .doesNotContain("\n")
                .hasSizeLessThan(500);
    }

    @Test
    void aListThatIsCutShortAnywhereIsRefused() {
        for (int length = 40; length < UN.stripTrailing().length(); length += 97) {
            refused(UN.substring(0, length), "list");
        }
        refused("36,\"A\",\"individual\",\"X\",-0- ,-0- \n", "no list that we know");
        var row = "36,\"A\"" + ",-0- ".repeat(10) + "\n";
        refused(row + "37,\"B\",-0- \n", "row 2", "3 cells; expected 12");
        refused(row + row, "twice");
        refused(
                "36,\"A\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"never closed",
                "row");
        refused("{\"id\":\"Q1\",\"schema\":\"Person\",\"prop", "line 1");
        refused(
                "<sdnList><publshInformation><Record_Count>2</Record_Count></publshInformation><sdnEntry><uid>1</uid><lastName>A</lastName></sdnEntry></sdnList>",
                "has 1 entries");
        refused("Some letter\nfrom a camp\n", "no list that we know");
        refused("<html><body/></html>", "expected one of");
        refused("", "no list");
    }

    @Test
    void entitiesOfItsOwnAndWhatLiesOutsideAreRefused() {
        refused(
                "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>&b;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>",
                "document type");
        refused("<!DOCTYPE l SYSTEM \"file:///etc/passwd\"><CONSOLIDATED_LIST/>", "document type");
        refused(
                "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>&outside;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>",
                "list");
    }

    /// A text between a beginning and an end, so many times a letter.
    private static InputStream endless(String before, long length, String after) {
        return new java.io.SequenceInputStream(
                java.util.Collections.enumeration(
                        List.of(
                                new ByteArrayInputStream(before.getBytes(UTF_8)),
                                new InputStream() {
                                    private long left = length;

                                    @Override
                                    public int read() {
                                        return left-- > 0 ? 'A' : -1;
                                    }

                                    @Override
                                    public int read(byte[] to, int from, int most) {
                                        if (left <= 0) {
                                            return -1;
                                        }
                                        int count = (int) Math.min(most, left);
                                        java.util.Arrays.fill(to, from, from + count, (byte) 'A');
                                        left -= count;
                                        return count;
                                    }
                                },
                                new ByteArrayInputStream(after.getBytes(UTF_8)))));
    }

    @Test
    void aNameOfAGigabyteIsRefusedBeforeItIsHeld() {
        long gigabyte = 1L << 30;
        var end = "</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";
        for (var before :
                List.of(
                        "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>",
                        "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL a=\"",
                        "<CONSOLIDATED_LIST><!--",
                        "<",
                        "{\"id\":\"",
                        "36,\"")) {
            assertThatThrownBy(
                            () ->
                                    ListFiles.read(
                                            List.of(
                                                    source(
                                                            "hostile",
                                                            () -> endless(before, gigabyte, end)))))
                    .as(before)
                    .isInstanceOf(ListRefused.class)
                    .message()
                    .startsWith("hostile");
        }
    }

    // ---- versions

    @Test
    void theNextVersionIsADifference() throws IOException {
        var before = read(UN);
        var after =
                read(
                        UN.replace("<YEAR>1961</YEAR>", "<YEAR>1963</YEAR>")
                                .replace("<DATAID>7002</DATAID>", "<DATAID>7003</DATAID>"));
        var difference = after.since(before);
        assertThat(difference.added().stream().map(ListEntry::id)).containsExactly("7003");
        assertThat(difference.removed().stream().map(ListEntry::id)).containsExactly("7002");
        assertThat(difference.changed().values().iterator().next()).containsExactly("births");
        assertThat(after.since(after).unchanged()).isEqualTo(2);
    }

    // ---- the real ones

    @Test
    void theRealListsAreReadWhole() throws IOException {
        assumeTrue(Files.isDirectory(LISTS), "no lists in " + LISTS);
        var un = ListFiles.read(lying("un_consolidated_2026-02-27.xml"));
        assertThat(un.entries()).hasSize(1_003);
        assertThat(un.entries().stream().filter(one -> one.subject() == Subject.PERSON))
                .hasSize(730);
        assertThat(un.dated().map(HistoricDate::edtf)).contains("2026-02-27");
        assertThat(un.entries()).allSatisfy(one -> assertThat(one.names()).isNotEmpty());
        var ofac =
                ListFiles.read(
                        lying(
                                "ofac_sdn_2019-01-15.csv",
                                "ofac_alt_2019-01-15.csv",
                                "ofac_add_2019-01-15.csv",
                                "ofac_sdn_comments_2019-01-15.csv"));
        assertThat(ofac.entries()).hasSize(7_379);
        assertThat(ofac.dated()).isEqualTo(Optional.empty());
        assertThat(ofac.entries().stream().filter(one -> !one.births().isEmpty()).count())
                .isGreaterThan(3_000);
    }
}
