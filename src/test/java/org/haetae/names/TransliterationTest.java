package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Russian, Ukrainian, Arabic and Persian names by the systems and habits of transliteration, and
/// names that differ. All of people in office or of history, or made up.
class TransliterationTest {

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
                "Андрій Згурський|Andrii Zghurskyi",
                "Андрій Згурський|Andrij Zgurs'kyj",
                "Володимир Зеленський|Volodymyr Zelenskyy",
                "Володимир Зеленський|Volodymyr Zelenskyi",
                "Володимир Зеленський|Volodymyr Zelensky",
                "Сергій Гайдай|Serhii Haidai",
                "Сергій Гайдай|Serhiy Hayday",
                "Щербак Юрій|Shcherbak Yurii",
                "Щербак Юрій|Ščerbak Jurij",
                "Яценюк Арсеній|Yatseniuk Arsenii",
                "Яценюк Арсеній|Yatsenyuk Arseniy",
                "Яценюк Арсеній|Jacenjuk Arsenij",
                "Юлія Тимошенко|Yuliya Tymoshenko",
                "Юлія Тимошенко|Iuliia Tymoshenko",
                "Євген Мураєв|Yevhen Murayev",
                "Євген Мураєв|Yevhen Muraiev",
                "Їжакевич Іван|Yizhakevych Ivan",
                "Олександр Турчинов|Oleksandr Turchynov",
                "Хрущёв Никита|Khrushchev Nikita",
                "Хрущёв Никита|Hruščëv Nikita",
                "Хрущёв Никита|Chruschtschow Nikita",
                "Хрущёв Никита|Khrouchtchev Nikita",
                "Хрущёв Никита|Khrushchyov Nikita",
                "Щукин Юрий|Ŝukin Ûrij",
                "Щукин Юрий|Shchukin Iurii",
                "Щукин Юрий|Schtschukin Juri",
                "Чайковский Пётр|Čajkovskij Pëtr",
                "Чайковский Пётр|Tchaikovsky Pyotr",
                "Чайковский Пётр|Tschaikowski Pjotr",
                "Евгений Пригожин|Yevgeniy Prigozhin",
                "Евгений Пригожин|Evgenii Prigozhin",
                "Евгений Пригожин|Evgenij Prigožin",
                "Яковлев Игорь|Âkovlev Igor'",
                "Яковлев Игорь|Iakovlev Igor",
                "Жуков Георгий|Zhukov Georgy",
                "Жуков Георгий|Joukov Gueorgui",
                "Жуков Георгий|Schukow Georgi",
                "Цветаева Анастасия|Tsvetaeva Anastasiia",
                "Цветаева Анастасия|Cvetaeva Anastasiâ",
                "Царёв Олег|Tsaryov Oleg",
                "Царёв Олег|Carëv Oleg",
                "Ельцин Борис|Eltsin Boris",
                "Ельцин Борис|Elʹcin Boris",
                "محمود احمدی‌نژاد|Mahmoud Ahmadinejad",
                "قاسم سلیمانی|Qassem Soleimani",
                "قاسم سلیمانی|Ghasem Soleymani",
                "قاسم سليماني|قاسم سلیمانی",
                "حسن روحانی|Hassan Rouhani",
                "علی خامنه‌ای|Ali Khamenei",
                "محمد جواد ظریف|Mohammad Javad Zarif",
                "غلامعلی حداد عادل|Gholam-Ali Haddad-Adel",
                "عبدالله|Abdollah",
                "معمر القذافي|Muammar Gaddafi",
                "معمر القذافي|Moammar al-Qadhafi",
                "معمر القذافي|Mu'ammar Kadhafi",
                "جمال عبد الناصر|Gamal Abdel Nasser",
                "جمال عبد الناصر|Jamal Abd al-Nasir",
                "عبد الفتاح السيسي|Abdel Fattah el-Sisi",
                "عبد الفتاح السيسي|Abdul Fatah Al-Sisi",
                "يوسف القرضاوي|Yusuf al-Qaradawi",
                "ياسر عرفات|Yasser Arafat",
                "نوري المالكي|Nouri al-Maliki",
                "Osama bin Laden|أسامة بن لادن",
            })
    void oneNameInTwoAlphabets(String one, String other) {
        var comparison = compare(one, other);
        assertThat(comparison.sameName()).as("%s and %s", one, other).isTrue();
        assertThat(comparison.alerts()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Володимир Зеленський|Vladimir Zelenskiy",
                "Володимир Зеленський|Владимир Зеленский",
                "Сергій Гайдай|Sergey Gaydai",
                "Юлия Тимошенко|Юлія Тимошенко",
                "Євген Мураєв|Evgeniy Muraev"
            })
    void neighbouringLanguagesAreWorthALook(String one, String other) {
        assertThat(compare(one, other).alerts()).as("%s and %s", one, other).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Элла Панфилова|Ella Pamfilova",
                "Иван Петров|Ivan Petrova",
                "Сергей Иванов|Sergei Ivanenko",
                "Андрей Жуков|Andrei Zukov",
                "Олег Зуев|Oleg Zhuev",
                "Игорь Гринь|Igor Grinin",
                "Дмитрий Попов|Dmitry Popovich",
                "Иван Панов|Ivan Ponov",
                "محمد علي|Mahmoud Ali",
                "أحمد حسن|Ahmad Hussein",
                "سعيد|Saad",
                "Salim Karim|Salam Karim",
                "Hassan Nasser|Hussein Nasser",
                "حسن ناصر|Hussein Nasser",
                "عبد الرحمن|Abd al-Rahim",
                "Abd al-Karim Ali|Abd al-Rahim Ali"
            })
    void whatNoSystemWritesIsNotOneName(String one, String other) {
        assertThat(compare(one, other).sameName()).as("%s and %s", one, other).isFalse();
    }
}
