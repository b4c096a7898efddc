package org.haetae.web;

import java.util.Map;
import org.haetae.casebook.Grade;

/// A grade as a form gives it back; what was not chosen is not judged.
record Grading(String reliability, String credibility, String reason) {
    static Grading of(Map<String, String> form) {
        return new Grading(
                TypedValue.field(form, "reliability"),
                TypedValue.field(form, "credibility"),
                TypedValue.field(form, "grade-reason"));
    }

    static Grading of(Grade grade) {
        return new Grading(
                String.valueOf(grade.reliability()),
                String.valueOf(grade.credibility()),
                grade.reason());
    }

    /// @throws IllegalArgumentException when it is no grade
    Grade read() {
        return Grade.of(field().reliability() + field().credibility(), reason);
    }

    Sheet.GradeField field() {
        return new Sheet.GradeField(
                reliability.isEmpty() ? "F" : reliability,
                credibility.isEmpty() ? "6" : credibility,
                reason);
    }
}
