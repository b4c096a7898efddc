package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every name of a table against every other: what is gained in finding spellings must not be paid
/// with people who are taken for one another. The names are put together from frequent syllables.
class NamesApartTest {

    private static final List<String> SURNAMES = List.of("김", "이", "박", "최", "정", "강", "조", "한");

    /// Hangul, the Revised Romanisation, McCune-Reischauer, Kontsevich.
    private static final List<String[]> GIVEN =
            """
            정은 Jeong-eun Chŏng-ŭn Чон Ын
            종은 Jong-eun Chong-ŭn Чон Ын
            정운 Jeong-un Chŏng-un Чон Ун
            영철 Yeong-cheol Yŏng-ch'ŏl Ён Чхоль
            영천 Yeong-cheon Yŏng-ch'ŏn Ён Чхон
            용철 Yong-cheol Yong-ch'ŏl Ён Чхоль
            영춘 Yeong-chun Yŏng-ch'un Ён Чхун
            성호 Seong-ho Sŏng-ho Сон Хо
            송호 Song-ho Song-ho Сон Хо
            승호 Seung-ho Sŭng-ho Сын Хо
            상호 Sang-ho Sang-ho Сан Хо
            명수 Myeong-su Myŏng-su Мён Су
            명식 Myeong-sik Myŏng-sik Мён Сик
            명국 Myeong-guk Myŏng-guk Мён Гук
            은철 Eun-cheol Ŭn-ch'ŏl Ын Чхоль
            운철 Un-cheol Un-ch'ŏl Ун Чхоль
            경일 Gyeong-il Kyŏng-il Гён Иль
            광일 Gwang-il Kwang-il Гван Иль
            금철 Geum-cheol Kŭm-ch'ŏl Гым Чхоль
            길성 Gil-seong Kil-sŏng Гиль Сон
            혁철 Hyeok-cheol Hyŏk-ch'ŏl Хёк Чхоль
            학철 Hak-cheol Hak-ch'ŏl Хак Чхоль
            동일 Dong-il Tong-il Дон Иль
            덕일 Deok-il Tŏk-il Док Иль
            """
                    .lines()
                    .map(line -> line.split(" ", 4))
                    .toList();

    private static final List<String> CHARACTERS =
            List.of(
                    ("伟wei 芳fang 娜na 敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan 杰jie 涛tao 明ming"
                                    + " 超chao 秀xiu 霞xia 平ping 刚gang 英ying 华hua 红hong 梅mei 玉yu 兰lan 建jian"
                                    + " 国guo 文wen 志zhi 东dong 晓xiao 云yun 龙long 飞fei 鹏peng 斌bin 辉hui")
                            .split(" "));

    private static Comparison compare(String one, String other) {
        return Name.read(one, NameKind.PERSON).compare(Name.read(other, NameKind.PERSON));
    }

    /// Of invented names: father's and grandfather's are the same, a brother's own is that of the
    /// grandfather, so that no word stands alone.
    @Test
    void brothersAreNotOneForBeingCalledAfterTheirGrandfather() {
        assertThat(
                        compare(
                                        "AL-MADEUP, Omar Sabri Ibrahim Hasan",
                                        "AL-MADEUP, Ibrahim Sabri Ibrahim Hasan")
                                .sameName())
                .isFalse();
        assertThat(compare("Ibrahim Sabri Ibrahim Hasan", "Ibrahim Sabri Hasan").sameName())
                .isTrue();
    }

    @Test
    void noTwoNamesInHangulAreWorthAnAlertThatDifferInASound() {
        for (var surname : SURNAMES) {
            for (var one : GIVEN) {
                for (var other : GIVEN) {
                    assertThat(compare(surname + one[0], surname + other[0]).alerts())
                            .as("%s%s and %s", surname, one[0], other[0])
                            .isEqualTo(one == other);
                }
            }
        }
    }

    @Test
    void aKoreanNameMeetsItselfInEachSystemAndSeldomAnother() {
        int taken = 0;
        int pairs = 0;
        for (var one : GIVEN) {
            var hangul = "김" + one[0];
            for (var other : GIVEN) {
                for (int system = 1; system < 3; system++) {
                    boolean same = compare(hangul, "Kim " + other[system]).sameName();
                    if (one == other) {
                        assertThat(same).as("%s and %s", hangul, other[system]).isTrue();
                    } else {
                        pairs++;
                        taken += same ? 1 : 0;
                    }
                }
            }
            assertThat(compare(hangul, "Ким " + one[3]).sameName()).as(hangul).isTrue();
            assertThat(compare("Kim " + one[1], "Kim " + one[2]).sameName()).as(hangul).isTrue();
        }
        // A plain o or u does not say which vowel it stands for.
        assertThat((double) taken / pairs).isLessThan(0.02);
    }

    @Test
    void aChineseNameInCharactersSeldomMeetsTheSpellingOfAnother() {
        var taken = new ArrayList<String>();
        int pairs = 0;
        for (var one : CHARACTERS) {
            for (var other : CHARACTERS) {
                var pinyin = other.substring(1);
                var given = pinyin.substring(0, 1).toUpperCase(Locale.ROOT) + pinyin.substring(1);
                boolean same =
                        compare("王" + one.charAt(0) + "平", "Wang " + given + "ping").sameName();
                if (one.equals(other)) {
                    assertThat(same).as("%s and %s", one, given).isTrue();
                } else {
                    pairs++;
                    if (same) {
                        taken.add(one + " " + given);
                    }
                }
            }
        }
        assertThat((double) taken.size() / pairs).as(taken.toString()).isLessThan(0.005);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "대장 김정은|Kim Jong Un",
                "김정은동지|김정은",
                "김정은씨|Kim Jong Un",
                "리설주 여사|Ri Sol Ju",
                "习近平同志|习近平",
                "习近平主席|Xi Jinping",
                "安倍晋三氏|安倍晋三",
                "Gen. Kim Yong Chol|김영철",
                "Choe Ryong-hae, Vice Marshal|최룡해",
                "김정은 (金正恩)|김정은",
                "Kim Jong Un (김정은)|김정은",
                "남궁민수|Namgung Min-su",
                "황보관|Hwangbo Gwan",
                "사공일|Sagong Il",
                "제갈공명|Jegal Gong-myeong",
                "Sunwoo Hwi|선우휘",
                "독고영재|Dokgo Yeong-jae",
                "허정|Heo Jeong",
                "KIM JONGUN|김정은",
                "Jong-un KIM|김정은",
                "김 정 은|Kim Jong Un",
                "K1m Jong Un|Kim Jong Un",
                "HAQ, Abdul|Abdul Haq"
            })
    void whatStandsAroundANameIsNotTheName(String one, String other) {
        assertThat(compare(one, other).sameName()).as("%s and %s", one, other).isTrue();
    }

    @Test
    void whateverIsReadEnds() {
        for (var text :
                List.of(
                        "",
                        "x",
                        "😀",
                        "bin Ali ".repeat(5000),
                        "chang".repeat(100_000),
                        "Чжан".repeat(100_000),
                        "しんぞう".repeat(100_000),
                        "生".repeat(100_000),
                        "正 ".repeat(100_000),
                        "i".repeat(1 << 20),
                        "(".repeat(1 << 20))) {
            var name = Name.read(text, NameKind.PERSON);
            assertThat(name.compare(Name.read("Chang Ching-kuo", NameKind.PERSON)).score())
                    .isBetween(0.0, Comparison.HIGHEST);
            assertThat(name.compare(name).score()).isBetween(0.0, Comparison.HIGHEST);
            assertThat(name.coarseKeys()).hasSizeLessThan(5000);
        }
    }
}
