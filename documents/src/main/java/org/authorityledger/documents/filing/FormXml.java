package org.authorityledger.documents.filing;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.authorityledger.documents.filing.Filing.Exhibit;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.documents.signature.SignatureReader;
import org.jspecify.annotations.Nullable;

/**
 * The XML of one form. Elements are known by their local names, since the schemas differ in namespaces and in capitals. A document type, an entity,
 * and too deep or too long elements are refused.
 */
final class FormXml {

    private static final Pattern ROOT = Pattern.compile("<(?:\\w{1,20}:)?(?:ownershipDocument|edgarSubmission)\\b");
    private static final int DEEPEST = 40;
    private static final int LONGEST = 1_000_000;

    /** The XML is not well formed, or has what no form has. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final String what;

        Refused(String what) {
            super(what);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    private record RawSignature(@Nullable String text, @Nullable String title, @Nullable String person, @Nullable String date) {}

    private final Deque<String> path = new ArrayDeque<>();
    private @Nullable String form;
    private @Nullable String period;
    private @Nullable String original;
    private @Nullable String issuerCik;
    private @Nullable String issuerName;
    private @Nullable String filerCik;
    private @Nullable String ownerCik;
    private @Nullable String ownerName;
    private @Nullable String remarks;
    private boolean noLongerSubject;
    private final List<Party> owners = new ArrayList<>();
    private final List<Exhibit> exhibits = new ArrayList<>();
    private final List<RawSignature> signatures = new ArrayList<>();
    private @Nullable String signature;
    private @Nullable String signatureTitle;
    private @Nullable String signatureDate;
    private @Nullable String signaturePerson;
    private @Nullable String exhibitName;
    private @Nullable String exhibitType;

    private FormXml() {}

    /** Whether this text holds the XML of a form that is read here. */
    static boolean recognises(String text) {
        return root(text) >= 0;
    }

    private static int root(String text) {
        Matcher matcher = ROOT.matcher(text);
        return matcher.find() ? matcher.start() : -1;
    }

    /** The form in this XML, without what only its submission knows. */
    static Filing read(String xml) throws Refused {
        if (xml.substring(0, Math.max(0, root(xml))).contains("<!DOCTYPE")) {
            throw new Refused("The XML has a document type, which is refused.");
        }
        FormXml form = new FormXml();
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(xml));
            form.read(reader);
            reader.close();
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? -1 : e.getLocation().getLineNumber();
            throw new Refused("The XML is not well formed" + (line > 0 ? " at line " + line + "." : "."));
        }
        return form.filing();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException, Refused {
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Refused("The XML has a document type or an entity, which is refused.");
                case XMLStreamConstants.START_ELEMENT -> {
                    path.push(reader.getLocalName().toLowerCase(Locale.ROOT));
                    text.setLength(0);
                    if (path.size() > DEEPEST) {
                        throw new Refused("The XML is nested deeper than " + DEEPEST + " elements.");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    boolean attached = "contents".equals(path.peek());
                    if (!attached && text.length() + reader.getTextLength() > LONGEST) {
                        throw new Refused("An element of the XML is longer than " + LONGEST + " characters.");
                    }
                    if (!attached) {
                        text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    end(path.pop(), text.toString().strip());
                    text.setLength(0);
                }
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
    }

    private void end(String name, String text) {
        String parent = path.isEmpty() ? "" : path.peek();
        @Nullable
        String value = text.isEmpty() ? null : text;
        switch (name) {
            case "documenttype", "submissiontype" -> form = form == null ? value : form;
            case "periodofreport", "dateofevent", "eventdaterequiresfilingthisstatement" -> period = value;
            case "dateoforiginalsubmission" -> original = value;
            case "notsubjecttosection16" -> noLongerSubject = truth(value);
            case "issuercik" -> issuerCik = issuerCik == null ? value : issuerCik;
            case "issuername" -> issuerName = issuerName == null ? value : issuerName;
            case "rptownercik", "reportingpersoncik" -> ownerCik = value;
            case "rptownername", "nameofpersonforwhoseaccountthesecuritiesaretobesold" -> ownerName = value;
            case "reportingpersonname" -> reportingPerson(parent, value);
            case "signaturereportingperson" -> signaturePerson = value;
            case "reportingownerid", "reportingpersoninfo", "coverpageheaderreportingpersondetails" -> owner();
            case "cik" -> filerCik = parent.equals("filercredentials") ? value : filerCik;
            case "remarks" -> remarks = value;
            case "signaturename", "signature" -> signature = value;
            case "title" -> signatureTitle = parent.equals("signaturedetails") ? value : signatureTitle;
            case "signaturedate", "noticedate" -> signatureDate = value;
            case "date" -> signatureDate = parent.equals("signaturedetails") ? value : signatureDate;
            case "ownersignature", "noticesignature", "signaturedetails" -> signed();
            case "signatureperson", "signatureinformation" -> signaturePerson = null;
            case "conformedname" -> exhibitName = value;
            case "conformeddocumenttype" -> exhibitType = value;
            case "document" -> document();
            case "filedexhibits" -> listed(text);
            default -> {
                // What the ledger does not ask.
            }
        }
    }

    /** On a Schedule 13G the same element names the one who reports on its cover and above its signature. */
    private void reportingPerson(String parent, @Nullable String name) {
        if (parent.startsWith("signature")) {
            signaturePerson = name;
        } else {
            ownerName = name;
        }
    }

    private void owner() {
        if (ownerName != null) {
            owners.add(new Party(ownerName, cik(ownerCik)));
        }
        ownerName = null;
        ownerCik = null;
    }

    private void signed() {
        signatures.add(new RawSignature(signature, signatureTitle, signaturePerson, signatureDate));
        signature = null;
        signatureTitle = null;
        signatureDate = null;
    }

    private void document() {
        if (exhibitType != null && exhibitType.toUpperCase(Locale.ROOT).startsWith("EX-")) {
            exhibits.add(new Exhibit(exhibitType, exhibitName, null));
        }
        exhibitType = null;
        exhibitName = null;
    }

    /** Item 7 of a Schedule 13D lists its exhibits in words, one a line. */
    private void listed(String text) {
        text.lines().map(String::strip).filter(line -> line.matches("(?i)(?:exhibit|ex\\.?|99\\.|24).*"))
                .forEach(line -> exhibits.add(new Exhibit(null, null, line)));
    }

    private Filing filing() throws Refused {
        if (form == null) {
            throw new Refused("The XML does not say which form it is.");
        }
        if (ownerName != null) {
            // A Form 144 names one seller; the filer's number is theirs unless the issuer itself sells.
            ownerCik = filerCik != null && !filerCik.equals(issuerCik) ? filerCik : null;
            owner();
        }
        Party issuer = issuerName == null ? null : new Party(issuerName, cik(issuerCik));
        return new Filing(null, form, null, FilingDates.read(period), FilingDates.read(original), issuer, owners, remarks, exhibits,
                noLongerSubject, read());
    }

    private List<FiledSignature> read() {
        List<String> names = owners.stream().map(Party::name).toList();
        List<FiledSignature> read = new ArrayList<>();
        for (RawSignature raw : signatures) {
            if (raw.text != null) {
                LocalDate signedOn = FilingDates.read(raw.date);
                Signature reading = raw.person == null
                        ? SignatureReader.read(raw.text, raw.title, names)
                        : SignatureReader.readBelow(raw.person, raw.text, raw.title);
                read.add(new FiledSignature(raw.text, raw.title, raw.person, signedOn,
                        signedOn == null && raw.date != null ? reading.withImpossibleDate() : reading));
            }
        }
        return read;
    }

    static boolean truth(@Nullable String text) {
        return text != null && (text.equals("1") || text.equalsIgnoreCase("true"));
    }

    /** A number of EDGAR with its ten digits; null where the text is no such number. */
    static @Nullable String cik(@Nullable String text) {
        if (text == null || !text.strip().matches("\\d{1,10}")) {
            return null;
        }
        String digits = text.strip();
        return "0".repeat(10 - digits.length()) + digits;
    }
}
