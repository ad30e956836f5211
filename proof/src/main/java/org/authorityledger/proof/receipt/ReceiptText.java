package org.authorityledger.proof.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.authorityledger.proof.note.SavedText;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Base64Text;
import org.authorityledger.proof.tree.Hash;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A receipt as one file. The signature covers the file's own text up to the comma before its last member, {@code signature}, after a line that
 * names the format; so no character of it can be changed.
 */
final class ReceiptText {

    static final String FORMAT = "authority-ledger/receipt@v2";
    /** Of receipts by the first edition of the law. */
    static final String FIRST_FORMAT = "authority-ledger/receipt@v1";

    private static final String LAST_MEMBER = ",\"signature\":\"";
    private static final String END = "\"}";
    private static final int SIGNATURE_TEXT = 88;
    private static final Pattern LINE_BREAKS_AT_THE_END = Pattern.compile("\\n+\\z");

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL)).build();

    private ReceiptText() {}

    static String sign(Receipt receipt, SigningKey key) {
        return sign(receipt, FORMAT, key);
    }

    static String sign(Receipt.FirstEdition receipt, SigningKey key) {
        return sign(receipt, FIRST_FORMAT, key);
    }

    private static String sign(Record receipt, String format, SigningKey key) {
        String json = MAPPER.writeValueAsString(receipt);
        String body = json.substring(0, json.length() - 1);
        return body + LAST_MEMBER + Base64Text.encode(key.sign(message(format, body))) + END + "\n";
    }

    private static byte[] message(String format, String body) {
        return (format + "\n" + Hash.sha256(body.getBytes(StandardCharsets.UTF_8)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A receipt that was read, and the signed part of it.
     *
     * @param signature the bytes of the signature
     */
    @SuppressWarnings("ArrayRecordComponent") // Made here and never compared.
    record SignedReceipt(Receipt receipt, String body, byte[] signature) {

        boolean by(VerifierKey key) {
            return key.verifies(message(receipt.receipt(), body), signature);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not a receipt
     */
    static SignedReceipt read(byte[] file) {
        String line = LINE_BREAKS_AT_THE_END.matcher(SavedText.of(file)).replaceFirst("");
        int last = line.length() - END.length() - SIGNATURE_TEXT - LAST_MEMBER.length();
        if (last < 1 || !line.startsWith(LAST_MEMBER, last) || !line.endsWith(END)) {
            throw new IllegalArgumentException("the last member of a receipt is its signature");
        }
        byte[] signature = Base64Text.decode(line.substring(last + LAST_MEMBER.length(), line.length() - END.length()));
        String body = line.substring(0, last);
        try {
            boolean first = body.startsWith("{\"receipt\":\"" + FIRST_FORMAT + "\"");
            Class<? extends Record> shape = first ? Receipt.FirstEdition.class : Receipt.class;
            Record receipt = MAPPER.readValue(body + "}", shape);
            // There is one spelling only, so no member may be missing, doubled or out of place.
            if (!MAPPER.writeValueAsString(receipt).equals(body + "}")) {
                throw new IllegalArgumentException("the receipt is not spelled as receipts are");
            }
            return new SignedReceipt(receipt instanceof Receipt.FirstEdition earlier ? earlier.toReceipt() : (Receipt) receipt, body,
                    signature);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the receipt is not the JSON of a receipt", e);
        }
    }
}
