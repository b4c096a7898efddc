package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Chinese names in characters, pinyin, Wade-Giles, Tongyong, Palladius and the spellings of Hong
/// Kong and overseas, and names that differ by one sound. All of people in office or of history, or
/// made up.
class ChineseNamesTest {

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
                "Mao Zedong|Mao Tse-tung",
                "Zhou Enlai|Chou En-lai",
                "Deng Xiaoping|Teng Hsiao-p'ing",
                "Deng Xiaoping|Teng Hsiao-ping",
                "Jiang Jingguo|Chiang Ching-kuo",
                "Zhang Xueliang|Chang Hsueh-liang",
                "Cai Yingwen|Tsai Ing-wen",
                "Xu Shichang|Hsu Shih-ch'ang",
                "Zhu De|Chu Teh",
                "Song Qingling|Soong Ching-ling",
                "Chen Shuibian|Chen Shui-bian",
                "Xie Xuehong|Hsieh Hsueh-hung",
                "Peng Dehuai|P'eng Te-huai",
                "Liu Shaoqi|Liu Shao-ch'i",
                "Wang Jingwei|Wang Ching-wei",
                "Feng Yuxiang|Feng Yü-hsiang",
                "Lü Zhengcao|Lu Cheng-ts'ao",
                "Qiu Jin|Ch'iu Chin",
                "Zhang Zhizhong|Jhang Jhihjhong",
                "Cao Zhongshu|Tsao Chung-shu",
                "毛泽东|Mao Tse-tung",
                "張學良|Chang Hsüeh-liang",
                "周恩來|Chou En-lai",
                "周恩来|Zhou Enlai",
                "Enlai Zhou|周恩来",
                "李小龍|Li Xiaolong",
                "司馬光|Ssu-ma Kuang",
                "司马光|Sima Guang",
                "欧阳修|Ou-yang Hsiu",
                "欧阳修|Ouyang Xiu",
                "諸葛亮|Zhuge Liang",
                "吕布|Lyu Bu",
                "吕布|Lü Bu",
                "梁振英|Leung Chun Ying",
                "梁振英|Leung Chun-ying",
                "林鄭月娥|Lam Cheng Yuet-ngor",
                "李嘉誠|Li Ka-shing",
                "劉德華|Lau Tak-wah",
                "周潤發|Chow Yun-fat",
                "黃之鋒|Wong Chi-fung",
                "曾蔭權|Tsang Yam-kuen",
                "黎智英|Lai Chee-ying",
                "吳亦凡|Ng Yik Fan",
                "郭富城|Kwok Fu-shing",
                "葉劉淑儀|Yip Lau Suk-yee",
                "Чжан Сюэлян|Zhang Xueliang",
                "Чжоу Эньлай|Zhou Enlai",
                "Чжоу Эньлай|周恩来",
                "Си Цзиньпин|Xi Jinping",
                "Си Цзиньпин|习近平",
                "Дэн Сяопин|Deng Xiaoping",
                "Цзян Цзэминь|Jiang Zemin",
                "Ху Цзиньтао|Hu Jintao",
                "Линь Бяо|Lin Biao",
                "Чэнь Юань|Chen Yuan",
                "Хуан Цзюй|Huang Ju",
                "Мао Цзэдун|毛泽东",
                "Люй Чжэнцао|Lü Zhengcao",
                "Сун Цинлин|Song Qingling",
                "Хуа Гофэн|Hua Guofeng",
                "Ван И|Wang Yi",
                "Ван Фан|Wang Fang",
                "Ван Фан|王芳",
                "Ван Фань|王帆",
                "金正日|Kim Jong Il",
                "金正日|Jin Zhengri",
                "金正日|Цзинь Чжэнжи",
                "朴永植|Piao Yongzhi",
                "崔富日|Cui Furi",
                "李雪主|Li Xuezhu"
            })
    void oneChineseNameInTwoSpellings(String one, String other) {
        var comparison = compare(one, other);
        assertThat(comparison.sameName()).as("%s and %s", one, other).isTrue();
        assertThat(comparison.alerts()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Liang Zhenying|Leung Chun-ying",
                "Liu Dehua|Lau Tak-wah",
                "Huang Zhifeng|Wong Chi-fung",
                "Li Jiacheng|Li Ka-shing",
                "陳慶炎|Tan Qingyan",
                "林文庆|Lim Wenqing",
                "김정일|Jin Zhengri"
            })
    void aDialectInBetweenIsWorthALook(String one, String other) {
        assertThat(compare(one, other).alerts()).as("%s and %s", one, other).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Wang Wei|Huang Wei",
                "王伟|Huang Wei",
                "黄伟|Wang Wei",
                "Chen Wei|Cheng Wei",
                "Chen Lei|Cheng Lei",
                "陈伟|Cheng Wei",
                "程伟|Chen Wei",
                "Li Na|Liu Na",
                "Zhang Min|Zhang Ming",
                "张敏|Zhang Ming",
                "张明|Zhang Min",
                "Lin Feng|Ling Feng",
                "Xu Lin|Xu Ling",
                "Zhang Wei|Zhang Hui",
                "Sun Li|Song Li",
                "孙丽|Song Li",
                "Zhao Jun|Zhou Jun",
                "赵军|Zhou Jun",
                "Chen Xiaoming|Chen Xiaomin",
                "Chen Dong|Cheng Tong",
                "Yang Jian|Yan Jian",
                "Yang Jian|Yang Jiang",
                "Wu Fang|Wu Fan",
                "Hu Bin|Hu Bing",
                "Jiang Wei|Zhang Wei",
                "江伟|Zhang Wei",
                "Qin Gang|Qing Gang",
                "Liu Bo|Lu Bo",
                "Luo Gang|Liu Gang",
                "Zhang Xiaojun|Zhang Xiaojuan",
                "Чэнь Лэй|Cheng Lei",
                "Чжан Минь|Zhang Ming",
                "Хуан Вэй|Wang Wei"
            })
    void oneSoundTellsChineseNamesApart(String one, String other) {
        assertThat(compare(one, other).sameName()).as("%s and %s", one, other).isFalse();
    }
}
