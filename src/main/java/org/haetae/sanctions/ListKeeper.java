package org.haetae.sanctions;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Whose list it is.
public enum ListKeeper {
    UN_SC(
            "United Nations Security Council",
            "유엔 안전보장이사회",
            "Security Council Consolidated List",
            "안보리 통합 제재 명단"),
    OFAC(
            "United States Department of the Treasury, Office of Foreign Assets Control",
            "미국 재무부 해외자산통제국",
            "Specially Designated Nationals List",
            "특별지정 제재 대상 명단"),
    EU("European Union", "유럽 연합", "Consolidated list of financial sanctions", "금융 제재 통합 명단"),
    UK("United Kingdom", "영국", "UK Sanctions List", "영국 제재 명단"),
    /// FollowTheMoney entities of whichever source; who listed whom stands in the entries.
    FTM("", "", "FollowTheMoney targets", "FollowTheMoney 대상 목록");

    private final String english;
    private final String korean;
    private final String list;
    private final String koreanList;

    ListKeeper(String english, String korean, String list, String koreanList) {
        this.english = english;
        this.korean = korean;
        this.list = list;
        this.koreanList = koreanList;
    }

    /// As it is typed: `un-sc`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Who lists; empty where the entries say that.
    public Optional<String> english() {
        return Optional.of(english).filter(name -> !name.isEmpty());
    }

    public Optional<String> korean() {
        return Optional.of(korean).filter(name -> !name.isEmpty());
    }

    /// What the list is called.
    public String list() {
        return list;
    }

    public String koreanList() {
        return koreanList;
    }

    public static Optional<ListKeeper> of(String word) {
        return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
