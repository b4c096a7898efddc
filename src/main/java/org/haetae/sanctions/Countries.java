package org.haetae.sanctions;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Countries as lists call them, by their codes (ISO 3166-1 alpha-2).
public final class Countries {

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    private static Map<String, String> codes() {
        var codes = new HashMap<String, String>();
        for (var code : Locale.getISOCountries()) {
            var locale = Locale.of("", code);
            codes.put(plain(locale.getDisplayCountry(Locale.ENGLISH)), code);
            codes.put(code.toLowerCase(Locale.ROOT), code);
        }
        for (var line :
                """
                KP democratic people's republic of korea; korea, north; dprk
                KR republic of korea; korea, south
                IR iran (islamic republic of); islamic republic of iran
                SY syrian arab republic
                CD democratic republic of the congo; congo, democratic republic of the
                CG congo; republic of the congo; congo, republic of the
                RU russian federation
                VE venezuela (bolivarian republic of); bolivarian republic of venezuela
                TZ united republic of tanzania; tanzania, united republic of
                BO bolivia (plurinational state of); plurinational state of bolivia
                VN viet nam; socialist republic of vietnam
                LA lao people's democratic republic
                MM burma; myanmar
                GB united kingdom of great britain and northern ireland; uk
                US united states of america; usa
                TR türkiye; turkey
                MD republic of moldova
                MK the former yugoslav republic of macedonia; north macedonia
                PS state of palestine; palestinian; west bank; gaza; palestinian territories
                CI côte d'ivoire; cote d'ivoire
                CZ czech republic
                SZ swaziland
                CV cape verde
                BN brunei darussalam
                TW taiwan; taiwan, province of china
                HK hong kong
                MO macau; macao
                GM the gambia; gambia, the
                BS bahamas, the; the bahamas
                NL the netherlands
                LY libyan arab jamahiriya; state of libya
                BA bosnia and herzegovina
                """
                        .split("\n")) {
            for (var name : line.substring(3).split(";")) {
                codes.put(plain(name), line.substring(0, 2));
            }
        }
        return Map.copyOf(codes);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('’', '\'').strip();
    }

    /// The code of a country, when the name is one.
    public static Optional<String> code(String name) {
        return Optional.ofNullable(CODES.get(plain(name)));
    }

    /// What a country is called in English.
    public static String name(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    /// Whether two names are of one country.
    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other)
                || code(one).isPresent() && code(one).equals(code(other));
    }
}
