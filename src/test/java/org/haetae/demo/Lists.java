package org.haetae.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Tables of the story, among them three lists of people held in the camp that overlap.
///
/// The people are drawn by a fixed seed, so that the true total and the true overlaps are known to
/// whoever reads this class: {@link #HELD} people, each on list A, B and C by chance.
final class Lists {

    static final int HELD = 160;

    /// One name in the spellings of its writers.
    private record Spelt(
            String north, String south, String hanja, String nk, String rr, String mr) {

        static Spelt of(String line) {
            String[] parts = line.split(" ");
            return new Spelt(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        }
    }

    private record Held(Spelt family, Spelt first, Spelt second, boolean woman, int born) {

        String north() {
            return family.north() + first.north() + second.north();
        }

        String south() {
            return family.south() + first.south() + second.north();
        }

        String hanja() {
            return family.hanja() + first.hanja() + second.hanja();
        }

        String romanised(int way) {
            return switch (way) {
                case 0 -> family.nk() + " " + first.nk() + " " + second.nk();
                case 1 -> family.rr() + " " + first.rr() + "-" + low(second.rr());
                case 2 -> family.mr() + " " + first.mr() + "-" + low(second.mr());
                default -> throw new IllegalArgumentException("no way " + way);
            };
        }

        private static String low(String text) {
            return text.toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final List<Spelt> FAMILIES =
            spelt(
                    """
                    리 이 李 Ri Lee Yi
                    림 임 林 Rim Im Im
                    로 노 盧 Ro Noh No
                    류 유 柳 Ryu Yoo Yu
                    량 양 梁 Ryang Yang Yang
                    표 표 表 Pyo Pyo P'yo
                    변 변 卞 Pyon Byeon Pyŏn
                    탁 탁 卓 Tak Tak T'ak
                    석 석 石 Sok Seok Sŏk
                    현 현 玄 Hyon Hyeon Hyŏn
                    방 방 方 Pang Bang Pang
                    명 명 明 Myong Myeong Myŏng
                    옥 옥 玉 Ok Ok Ok""");

    private static final List<Spelt> GIVEN =
            spelt(
                    """
                    영 영 永 Yong Yeong Yŏng
                    철 철 哲 Chol Cheol Ch'ŏl
                    옥 옥 玉 Ok Ok Ok
                    순 순 順 Sun Sun Sun
                    명 명 明 Myong Myeong Myŏng
                    수 수 洙 Su Su Su
                    복 복 福 Bok Bok Pok
                    금 금 錦 Kum Geum Kŭm
                    성 성 成 Song Seong Sŏng
                    호 호 浩 Ho Ho Ho
                    혜 혜 惠 Hye Hye Hye
                    길 길 吉 Kil Gil Kil
                    선 선 善 Son Seon Sŏn
                    화 화 花 Hwa Hwa Hwa
                    춘 춘 春 Chun Chun Ch'un
                    련 연 蓮 Ryon Yeon Yŏn""");

    private final List<Held> held = new ArrayList<>();
    private final Random random = new Random(71);

    Lists() {
        for (int i = 0; i < HELD; i++) {
            Spelt first = GIVEN.get(random.nextInt(GIVEN.size()));
            Spelt second = GIVEN.get(random.nextInt(GIVEN.size() - 1));
            held.add(
                    new Held(
                            FAMILIES.get(random.nextInt(FAMILIES.size())),
                            first,
                            second,
                            random.nextInt(100) < 46,
                            1935 + random.nextInt(58)));
        }
    }

    private static List<Spelt> spelt(String lines) {
        return lines.lines().map(Spelt::of).toList();
    }

    private List<Held> drawn(double chance) {
        return held.stream().filter(person -> random.nextDouble() < chance).toList();
    }

    /// What one witness remembers: hangul in both spellings, ages by guess.
    byte[] listA() {
        var out = new StringBuilder("# " + Paper.mark("ko") + "\n");
        out.append("번호,이름,성별,대략 출생,어디서 보았나\n");
        out.append("1,강복실,여,1962,2중대 마당 (2011년 사망)\n2,윤대성,남,1975,3호갱\n");
        int number = 3;
        for (Held person : drawn(0.28)) {
            String name = random.nextInt(3) == 0 ? person.south() : person.north();
            int guess = person.born() + random.nextInt(5) - 2;
            String where = random.nextBoolean() ? "선광장" : "수용소 마을";
            out.append(
                    "%d,%s,%s,%d,%s\n"
                            .formatted(number++, name, person.woman() ? "여" : "남", guess, where));
        }
        return PaperFormats.utf8(out.toString());
    }

    /// The guard's notebook: northern spelling, some syllables misheard.
    byte[] listB() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("No.", "이름", "성별", "출생", "중대", "비고"));
        rows.add(List.of(1, "강복신", "여", 1962, 2, "2월 6일"));
        for (Held person : drawn(0.36)) {
            String name = person.north();
            if (random.nextInt(6) == 0) {
                name = name.replace("철", "출").replace("혜", "해").replace("선", "순");
            }
            rows.add(
                    List.of(
                            rows.size(),
                            name,
                            person.woman() ? "여" : "남",
                            random.nextInt(5) == 0 ? "" : (Object) person.born(),
                            1 + random.nextInt(3),
                            ""));
        }
        return xlsx("목록 나 - 경비대 공책 (은봉 수용소)", rows, new Date(1_581_325_200_000L));
    }

    /// What families registered: southern spelling, hanja, romanised in three ways.
    byte[] listC(Date created) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("등록", "이름", "한자", "Name", "출생", "마지막 소식"));
        rows.add(List.of(1, "유해룡", "柳海龍", "Yu Hae-ryong", 1950, "2012 은봉 수용소"));
        rows.add(List.of(2, "오금란", "吳錦蘭", "O Kum Ran", 1988, "2012 로진"));
        rows.add(List.of(3, "노정식", "魯廷植", "Noh Jeong-sik", 1981, "2012 군 병원"));
        for (Held person : drawn(0.25)) {
            rows.add(
                    List.of(
                            rows.size(),
                            person.south(),
                            random.nextInt(4) == 0 ? "" : person.hanja(),
                            person.romanised(random.nextInt(3)),
                            person.born(),
                            Integer.toString(2008 + random.nextInt(6))));
        }
        return ods("목록 다 - 실종 가족 등록부", rows, created);
    }

    static byte[] names() {
        String table = Paper.source("names.txt").replace(",", ";").replace('|', ',');
        return PaperFormats.utf8("# " + Paper.mark("en") + "\n" + table);
    }

    /// Posts with validity; gaps are left as gaps.
    static byte[] posts() {
        return PaperFormats.utf8(
                "# "
                        + Paper.mark("en")
                        + """

                        person,hanja,post,organisation,from,to,source
                        Rim To Hon,林道憲,deputy head,Bureau 7,2006-04,2009-03-16,appointment notice 0118-2009
                        Rim To Hon,林道憲,head of camp,Management Place No. 71,2009-03-16,2014-09-02,notice 0118-2009; accident report 0642-2013; gazette 31/2014
                        Rim To Hon,林道憲,deputy minister,Ministry of State Guard,2014-09-02,,gazette 31/2014
                        Ro Jong Sik,盧正植,commander 2nd company,Eunbong Guard,2010-01-15,..2013-09,notice 0009-2010; W-14
                        Ro Jong Sik,盧正植,deputy director,Corrections Bureau,2014-09-02,,gazette 31/2014
                        Han Ryu Jin,韓柳眞,Minister,Ministry of State Guard,2007,2014-09-02/..,decree 22; gazette 31/2014
                        So Mun Chol,徐文哲,head,Rojin State Guard,..2012-08-21,2014-09-02,handover 2012-088; gazettes 27/2012 and 31/2014
                        So Mun Chol,徐文哲,head,Bureau 7,2014-09-02,,gazette 31/2014
                        Pyo Kil Su,表吉洙,head of shaft 3,Eunbong mine,..2008-10,2013-06..,W-03; accident report
                        """);
    }

    static byte[] places() {
        return PaperFormats.utf8(
                """
                {"type":"FeatureCollection","description":"%s The coordinates lie in the open Pacific on purpose.",
                "features":[
                %s]}
                """
                        .formatted(
                                Paper.mark("en"),
                                String.join(
                                        ",\n",
                                        place(
                                                "제71호 관리소",
                                                "Management Place No. 71, Eunbong camp",
                                                "kwanliso",
                                                "5",
                                                160.21,
                                                34.52),
                                        place(
                                                "솔내교화소",
                                                "Sollae prison",
                                                "kyohwaso",
                                                "5",
                                                160.74,
                                                34.11),
                                        place(
                                                "매월군 로동단련대",
                                                "Maewol labour drill unit",
                                                "rodong danryeondae",
                                                "5",
                                                160.48,
                                                34.33),
                                        place(
                                                "로진 집결소",
                                                "Rojin holding centre",
                                                "jipkyulso",
                                                "5",
                                                159.92,
                                                34.97),
                                        place(
                                                "북령도",
                                                "Bungnyeong Province",
                                                "province",
                                                "80",
                                                160.35,
                                                34.5),
                                        place(
                                                "은봉군",
                                                "Eunbong County",
                                                "county",
                                                "20",
                                                160.24,
                                                34.55),
                                        place(
                                                "매월군",
                                                "Maewol County",
                                                "county",
                                                "18",
                                                160.55,
                                                34.27),
                                        place("로진시", "Rojin City", "city", "4", 159.87, 34.99),
                                        place("달온시", "Daron City", "city", "12", 161.02, 33.42),
                                        place(
                                                "흑계강 다리",
                                                "Heixi bridge",
                                                "border crossing",
                                                "0.2",
                                                159.71,
                                                35.21),
                                        place(
                                                "케드로비 로그",
                                                "Kedrovy Log timber site",
                                                "village",
                                                "40",
                                                158.6,
                                                44.8))));
    }

    private static String place(
            String ko, String en, String kind, String precision, double x, double y) {
        return "{\"type\":\"Feature\",\"properties\":{\"name_ko\":\"%s\",\"name_en\":\"%s\",\"kind\":\"%s\",\"precision_km\":%s},\"geometry\":{\"type\":\"Point\",\"coordinates\":[%s,%s]}}"
                .formatted(ko, en, kind, precision, x, y);
    }

    static byte[] statistics(Date created) throws IOException {
        return xlsx(
                "Women in public posts 2016, State Statistical Office",
                List.of(
                        List.of("Indicator", "Value", "Unit", "As of", "Publisher", "Interest"),
                        List.of(
                                "Women among divisional directors",
                                11.0,
                                "%",
                                2016,
                                "State Statistical Office",
                                "answers a treaty body's question"),
                        List.of(
                                "Women among judges",
                                12.5,
                                "%",
                                2016,
                                "State Statistical Office",
                                "answers a treaty body's question"),
                        List.of(
                                "Women among diplomats",
                                5.0,
                                "%",
                                2016,
                                "State Statistical Office",
                                "answers a treaty body's question"),
                        List.of(
                                "Persons in labour drill",
                                0,
                                "persons",
                                2016,
                                "State Statistical Office",
                                "denies the practice"),
                        List.of(
                                "Persons in political prison camps",
                                0,
                                "persons",
                                2016,
                                "State Statistical Office",
                                "denies the practice"),
                        List.of(
                                "Persons in the Eunbong camp, low",
                                8000,
                                "persons",
                                2012,
                                "Harbour Archive Group",
                                "documents abuses"),
                        List.of(
                                "Persons in the Eunbong camp, high",
                                12000,
                                "persons",
                                2012,
                                "Harbour Archive Group",
                                "documents abuses"),
                        List.of(
                                "Persons in the Eunbong camp",
                                15000,
                                "persons",
                                2019,
                                "Ridge Wire",
                                "news; method not stated")),
                created);
    }

    static byte[] recommendations() {
        return PaperFormats.utf8(
                "# "
                        + Paper.mark("en")
                        + """

                        number,year,text,answer,due,status 2016
                        R-12,2009,publish number and places of detention facilities,accepted,2011-12-31,nothing published
                        R-19,2009,allow families to know the fate of detained relatives,noted,,not done
                        R-31,2009,ratify the Convention against Torture,under consideration,,no action
                        R-44,2014,admit monitors to the camp at Eunbong,rejected,,rejected
                        R-47,2014,end punishment of persons sent back,rejected,,rejected
                        """);
    }

    /// The old binary Excel format.
    static byte[] designations() throws IOException {
        List<List<Object>> rows =
                List.of(
                        List.of("Round", "Date", "Officials", "Institutions", "Among them"),
                        List.of(1, "2015-07-06", 5, 2, "Han Ryu Jin; Ministry of State Guard"),
                        List.of(2, "2016-01-11", 3, 1, "Pyon Hak Su, head of Sollae prison"),
                        List.of(
                                3,
                                "2016-10-26",
                                4,
                                1,
                                "IM Do-heon a.k.a. RIM To Hon, former head of the Eunbong camp; Bureau 7"));
        try (var book = new HSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            fill(book.createSheet("rounds"), "Designations by Westmere", rows);
            book.createInformationProperties();
            book.getSummaryInformation().setComments(Paper.mark("en"));
            book.getSummaryInformation().setTitle("Designations by Westmere");
            book.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] xlsx(String title, List<List<Object>> rows, Date created)
            throws IOException {
        try (var book = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            fill(book.createSheet("list"), title, rows);
            var properties = book.getProperties().getCoreProperties();
            properties.setTitle(title);
            properties.setDescription(Paper.mark("ko"));
            properties.setCreated(java.util.Optional.of(created));
            book.write(out);
            return out.toByteArray();
        }
    }

    private static void fill(Sheet sheet, String title, List<List<Object>> rows) {
        sheet.createRow(0).createCell(0).setCellValue(title);
        sheet.createRow(1).createCell(0).setCellValue(Paper.mark("ko"));
        int number = 2;
        for (List<Object> cells : rows) {
            Row row = sheet.createRow(number++);
            for (int i = 0; i < cells.size(); i++) {
                if (cells.get(i) instanceof Number value) {
                    row.createCell(i).setCellValue(value.doubleValue());
                } else {
                    row.createCell(i).setCellValue(cells.get(i).toString());
                }
            }
        }
    }

    private static byte[] ods(String title, List<List<Object>> rows, Date created)
            throws IOException {
        Function<List<Object>, String> line =
                cells ->
                        cells.stream()
                                .map(cell -> PaperFormats.xml(cell.toString()))
                                .map(
                                        text ->
                                                "<table:table-cell office:value-type=\"string\"><text:p>"
                                                        + text
                                                        + "</text:p></table:table-cell>")
                                .collect(
                                        Collectors.joining(
                                                "", "<table:table-row>", "</table:table-row>"));
        String table =
                line.apply(List.of(title))
                        + line.apply(List.of(Paper.mark("ko")))
                        + rows.stream().map(line).collect(Collectors.joining());
        return PaperFormats.openDocument(
                "application/vnd.oasis.opendocument.spreadsheet",
                "<office:spreadsheet><table:table table:name=\"목록\">"
                        + table
                        + "</table:table></office:spreadsheet>",
                title,
                Paper.mark("ko"),
                "Seo Haram",
                created);
    }
}
