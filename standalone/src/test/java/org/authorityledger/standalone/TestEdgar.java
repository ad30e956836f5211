package org.authorityledger.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A server in the layout of EDGAR with some Forms 4 for each company that a test asks it to have, and an annual report. */
public final class TestEdgar {

    private final HttpServer server;
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    /** The paths that were asked for, in their order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    TestEdgar() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] document = documents.get(exchange.getRequestURI().getPath());
            try (exchange) {
                exchange.sendResponseHeaders(document == null ? 404 : 200, document == null ? -1 : document.length);
                if (document != null) {
                    exchange.getResponseBody().write(document);
                }
            }
        });
        server.start();
    }

    /** The settings of a ledger that fetches from here. */
    String[] settings() {
        String address = "http://localhost:" + server.getAddress().getPort();
        return new String[]{ "--ledger.edgar.user-agent=Sample Company admin@sample.example",
                "--ledger.edgar.submissions=" + address + "/submissions", "--ledger.edgar.archives=" + address + "/Archives/edgar/data",
                "--ledger.edgar.requests-per-second=10"};
    }

    /** Has a company with these filings of Form 4. The annual report stands in its list alone. */
    public void company(String cik, String name, String... accessions) {
        documents.put("/submissions/CIK" + cik + ".json", """
                {"cik": "%1$s", "name": "%2$s", "filings": {"files": [], "recent": {
                 "accessionNumber": [%3$s "0000000099-24-000001"], "filingDate": [%4$s "2024-03-01"], "form": [%5$s "10-K"]}}}
                """.formatted(cik, name, Arrays.stream(accessions).map(one -> "\"" + one + "\", ").collect(Collectors.joining()),
                "\"2024-08-12\", ".repeat(accessions.length), "\"4\", ".repeat(accessions.length)).getBytes(StandardCharsets.UTF_8));
        for (String accession : accessions) {
            submission(cik, name, accession);
        }
    }

    private void submission(String cik, String name, String accession) {
        documents.put("/Archives/edgar/data/" + Long.parseLong(cik) + "/" + accession.replace("-", "") + "/" + accession + ".txt", """
                <SEC-DOCUMENT>%1$s.txt : 20240812
                <SEC-HEADER>%1$s.hdr.sgml : 20240812
                ACCESSION NUMBER:		%1$s
                CONFORMED SUBMISSION TYPE:	4
                FILED AS OF DATE:		20240812
                </SEC-HEADER>
                <DOCUMENT>
                <TYPE>4
                <TEXT>
                <XML>
                <ownershipDocument><documentType>4</documentType><periodOfReport>2024-08-09</periodOfReport>
                <issuer><issuerName>%2$s</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>FJORD ELIN</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>/s/ Elin Fjord</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                </XML>
                </TEXT>
                </DOCUMENT>
                </SEC-DOCUMENT>
                """.formatted(accession, name).getBytes(StandardCharsets.UTF_8));
    }
}
