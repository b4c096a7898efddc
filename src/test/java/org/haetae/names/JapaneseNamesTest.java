package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Japanese names in characters, kana, Hepburn, Kunrei and Polivanov, Korean names in kana, and
/// names that differ. All of people in office or of history, or made up.
class JapaneseNamesTest {

    private static Comparison compare(String one, String other) {
        var comparison = Name.read(one, NameKind.PERSON).compare(Name.read(other, NameKind.PERSON));
        var turned = Name.read(other, NameKind.PERSON).compare(Name.read(one, NameKind.PERSON));
        assertThat(turned.score()).isEqualTo(comparison.score());
        assertThat(turned.sameName()).isEqualTo(comparison.sameName());
        return comparison;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "山田太郎|Yamada Tarō",
                "山田太郎|Yamada Tarou",
                "田中角榮|Tanaka Kakuei",
                "安倍晋三|Abe Shinzō",
                "安倍晋三|Shinzo Abe",
                "安倍晋三|Abe Sinzô",
                "石破茂|Ishiba Shigeru",
                "岸田文雄|Kishida Fumio",
                "岸田文雄|Kisida Humio",
                "小泉純一郎|Koizumi Junichiro",
                "小泉純一郎|Koizumi Jun'ichirō",
                "小泉純一郎|Koizumi Zyun'itirô",
                "大野伴睦|Ōno Banboku",
                "大野伴睦|Ohno Bamboku",
                "福田康夫|Fukuda Yasuo",
                "横田めぐみ|Yokota Megumi",
                "橫田滋|Yokota Shigeru",
                "有本恵子|Arimoto Keiko",
                "田口八重子|Taguchi Yaeko",
                "市川修一|Ichikawa Shuichi",
                "曽我ひとみ|Soga Hitomi",
                "松木薫|Matsuki Kaoru",
                "地村保志|Chimura Yasushi",
                "蓮池薫|Hasuike Kaoru",
                "佐藤栄作|Sato Eisaku",
                "佐藤栄作|Satoh Eisaku",
                "伊藤博文|Ito Hirobumi",
                "東條英機|Tojo Hideki",
                "東條英機|Tōjō Hideki",
                "アベ シンゾウ|Abe Shinzo",
                "あべ しんぞう|Abe Shinzō",
                "ヨコタ メグミ|Yokota Megumi",
                "よこた めぐみ|ヨコタ メグミ",
                "さとう えいさく|Sato Eisaku",
                "キム・ジョンウン|Kim Jong Un",
                "キム・ジョンウン|김정은",
                "キム・ジョンイル|金正日",
                "Abe Shinzo|Abe Sinzo",
                "Fujita Tsutomu|Huzita Tutomu",
                "Chiba Jiro|Tiba Ziro",
                "Ohno Taro|Ono Taro",
                "Shimizu Chizuru|Simizu Tizuru",
                "Itō Yūichi|Itou Yuuichi",
                "Jun'ichirō Katō|Katoh Junichiro",
                "Абэ Синдзо|Abe Shinzo",
                "Абэ Синдзо|安倍晋三",
                "Коидзуми Дзюнъитиро|Koizumi Junichiro",
                "Кисида Фумио|Kishida Fumio",
                "Танака Тиэко|Tanaka Chieko",
                "Ёкота Мэгуми|Yokota Megumi",
                "Исии Тисэ|Ishii Chise",
                "Мацумото Тидзуо|Matsumoto Chizuo",
                "Судзуки Итиро|Suzuki Ichiro",
                "Судзуки Итиро|鈴木一郎",
                "Фудзита Цутому|Fujita Tsutomu"
            })
    void oneJapaneseNameInTwoSpellings(String one, String other) {
        assertThat(compare(one, other).sameName()).as("%s and %s", one, other).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Suzuki Ichiro|Suzuki Jiro",
                "Yamada Taro|Yamada Jiro",
                "Sato Kenji|Sato Kenichi",
                "Kato Yuko|Kato Yuka",
                "Tanaka Yumi|Tanaka Yumiko",
                "Ono Taro|Uno Taro",
                "鈴木一郎|Suzuki Jiro",
                "佐藤栄作|Kato Eisaku",
                "Oda Nobuo|Oda Nobuko",
                "Itoh Akira|Ito Akiko"
            })
    void oneMoraTellsJapaneseNamesApart(String one, String other) {
        assertThat(compare(one, other).sameName()).as("%s and %s", one, other).isFalse();
    }
}
