package org.authorityledger.questions.check;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SigningRule;
import org.authorityledger.http.Dates;
import org.authorityledger.questions.listing.ChainLink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers as Jackson would, member by member instead of by reflection: they are written thousands of times a second. */
final class CheckAnswerJson {

    private static final int MOST_ANSWERS_ARE_SHORTER = 2_048;

    private final JsonMapper mapper;

    CheckAnswerJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** An answer alone. */
    byte[] bytes(CheckAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(MOST_ANSWERS_ARE_SHORTER);
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.writeStartObject();
            members(json, answer);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** The members of an answer, within an object that was begun. */
    static void members(JsonGenerator json, CheckAnswer answer) {
        json.writeBooleanProperty("authorized", answer.authorized());
        json.writeStringProperty("reason", answer.reason().name());
        json.writeStringProperty("explanation", answer.explanation());
        json.writeArrayPropertyStart("basis");
        for (CheckAnswer.ConsideredAuthority one : answer.basis()) {
            considered(json, one);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("remarks");
        for (CheckAnswer.RemarkText remark : answer.remarks()) {
            json.writeStartObject();
            json.writeStringProperty("code", remark.code().name());
            json.writeStringProperty("text", remark.text());
            text(json, "recordId", remark.recordId());
            json.writeEndObject();
        }
        json.writeEndArray();
        date(json, "on", answer.on());
        json.writeStringProperty("knownAt", Dates.format(answer.knownAt()));
        json.writeNumberProperty("position", answer.position().value());
        if (answer.incomplete() != null) {
            texts(json, "incomplete", answer.incomplete());
        }
    }

    private static void considered(JsonGenerator json, CheckAnswer.ConsideredAuthority one) {
        json.writeStartObject();
        text(json, "poaId", one.poaId());
        text(json, "issuerId", one.issuerId());
        text(json, "attorneyId", one.attorneyId());
        word(json, "role", one.role());
        text(json, "inPlaceOf", one.inPlaceOf());
        json.writeStringProperty("reason", one.reason().name());
        texts(json, "clauses", one.clauses());
        if (one.minimumSignatures() != null) {
            json.writeNumberProperty("minimumSignatures", one.minimumSignatures());
        }
        if (one.signing() != null) {
            json.writeName("signing");
            signing(json, one.signing());
        }
        date(json, "from", one.from());
        date(json, "until", one.until());
        if (one.endedBy() != null) {
            json.writeObjectPropertyStart("endedBy");
            json.writeStringProperty("cause", one.endedBy().cause().name());
            text(json, "recordId", one.endedBy().recordId());
            json.writeEndObject();
        }
        text(json, "recordId", one.recordId());
        text(json, "termsBy", one.termsBy());
        if (one.chain() != null) {
            json.writeName("chain");
            chain(json, one.chain());
        }
        if (one.chains() != null) {
            json.writeArrayPropertyStart("chains");
            one.chains().forEach(chain -> chain(json, chain));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void signing(JsonGenerator json, SigningRule rule) {
        json.writeStartObject();
        json.writeNumberProperty("minimum", rule.minimum());
        if (!rule.groups().isEmpty()) {
            json.writeArrayPropertyStart("groups");
            for (SigningRule.Group group : rule.groups()) {
                json.writeStartObject();
                texts(json, "of", group.of().stream().map(AttorneyId::value).toList());
                json.writeNumberProperty("minimum", group.minimum());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void chain(JsonGenerator json, List<ChainLink> chain) {
        json.writeStartArray();
        for (ChainLink link : chain) {
            json.writeStartObject();
            text(json, "grantorId", link.grantorId());
            text(json, "partyId", link.partyId());
            word(json, "by", link.by());
            word(json, "capacity", link.capacity());
            text(json, "recordId", link.recordId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** An id, which is written as its text. */
    private static void text(JsonGenerator json, String name, @Nullable Object id) {
        if (id != null) {
            json.writeStringProperty(name, id instanceof RecordId record ? record.value().toString() : id.toString());
        }
    }

    private static void word(JsonGenerator json, String name, @Nullable Enum<?> word) {
        if (word != null) {
            json.writeStringProperty(name, word.name());
        }
    }

    private static void date(JsonGenerator json, String name, @Nullable LocalDate date) {
        if (date != null) {
            json.writeStringProperty(name, date.toString());
        }
    }
}
