package org.authorityledger.inbox.edgar;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.authorityledger.inbox.Papers;

/** A server in the layout of EDGAR, with filings of the tests' own making, which fails where a test wants it to. */
final class EdgarForTests implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> first = new ConcurrentHashMap<>();
    /** The paths that were asked for, in their order. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> userAgents = new CopyOnWriteArrayList<>();

    /** How the server answers. */
    @FunctionalInterface
    interface Answer {
        void send(HttpExchange exchange) throws Exception;
    }

    /** A filing as the list has it. */
    record Listed(String accession, String form, String filedOn) {}

    EdgarForTests() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        userAgents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
        Deque<Answer> scripted = first.get(path);
        Answer answer = null;
        if (scripted != null) {
            synchronized (scripted) {
                answer = scripted.poll();
            }
        }
        byte[] document = documents.get(path);
        try (exchange) {
            (answer != null ? answer : document != null ? whole(document) : status(404)).send(exchange);
        } catch (Exception e) {
            // The client went away, or the connection was cut on purpose.
        }
    }

    String address(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    void serve(String path, String document) {
        documents.put(path, document.getBytes(UTF_8));
    }

    /** What is answered at a path before the document itself. */
    void first(String path, Answer... answers) {
        first.put(path, new ArrayDeque<>(Arrays.asList(answers)));
    }

    /** How often a path was asked for. */
    long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    static Answer whole(byte[] document) {
        return exchange -> {
            exchange.sendResponseHeaders(200, document.length == 0 ? -1 : document.length);
            exchange.getResponseBody().write(document);
        };
    }

    static Answer packed(String document) {
        return exchange -> {
            byte[] bytes = gzip(document);
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** A body that ends early, though the server says that this is all. */
    static Answer packedAndCut(String document) {
        return exchange -> {
            byte[] bytes = gzip(document);
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.length / 2);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        };
    }

    private static byte[] gzip(String document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(document.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The connection ends in the middle of the body. */
    static Answer cut(String document, boolean announced) {
        return exchange -> {
            byte[] bytes = document.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, announced ? bytes.length : 0);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
    }

    static Answer status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] page = "<html>A page of the server.</html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
        };
    }

    /** More than anyone reads, as fast as it goes. */
    static Answer endless(String beginning) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(beginning.getBytes(UTF_8));
            byte[] more = new byte[1 << 16];
            Arrays.fill(more, (byte) ' ');
            while (true) {
                exchange.getResponseBody().write(more);
            }
        };
    }

    /** Half of a body, and then nothing until it is let go. */
    static Answer stuck(String document, CountDownLatch reached, CountDownLatch released) {
        return exchange -> {
            byte[] bytes = document.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            reached.countDown();
            released.await();
        };
    }

    /** The path of a submission. */
    static String submissionPath(String cik, String accession) {
        return "/Archives/edgar/data/" + cik + "/" + accession.replace("-", "") + "/" + accession + ".txt";
    }

    static String listPath(String cik) {
        return "/submissions/CIK" + "0".repeat(10 - cik.length()) + cik + ".json";
    }

    /** The newest part of a list; each older part as {@code name|filingTo}. */
    void list(String cik, String name, List<Listed> recent, String... older) {
        String files = Arrays.stream(older).map(one -> one.split("\\|"))
                .map(one -> "{\"name\": \"" + one[0] + "\", \"filingCount\": 1, \"filingFrom\": \"1994-01-01\", \"filingTo\": \"" + one[1]
                        + "\"}")
                .collect(Collectors.joining(", "));
        serve(listPath(cik), """
                {"cik": "%s", "entityType": "other", "name": "%s", "tickers": [], "addresses": {"mailing": {"city": null}},
                 "filings": {"recent": %s, "files": [%s]}}
                """.formatted(cik, name, columns(recent), files));
    }

    /** A part of a list: parallel arrays. */
    static String columns(List<Listed> listed) {
        return """
                {"accessionNumber": [%s], "filingDate": [%s], "reportDate": [%s], "form": [%s], "size": [%s]}
                """.formatted(column(listed.stream().map(Listed::accession).toList()),
                column(listed.stream().map(Listed::filedOn).toList()), column(listed.stream().map(one -> "").toList()),
                column(listed.stream().map(Listed::form).toList()),
                listed.stream().map(one -> "4711").collect(Collectors.joining(", ")));
    }

    private static String column(List<String> values) {
        return values.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "));
    }

    /** A whole submission of an ownership form. */
    static String submission(String accession, String form, String owner, String company, String more) {
        return """
                <SEC-DOCUMENT>%1$s.txt : 20240812
                <SEC-HEADER>%1$s.hdr.sgml : 20240812
                ACCESSION NUMBER:		%1$s
                CONFORMED SUBMISSION TYPE:	%2$s
                FILED AS OF DATE:		20240812
                </SEC-HEADER>
                <DOCUMENT>
                <TYPE>%2$s
                <SEQUENCE>1
                <FILENAME>form.xml
                <TEXT>
                <XML>
                <ownershipDocument><documentType>%2$s</documentType><periodOfReport>2024-08-09</periodOfReport>
                <issuer><issuerName>%4$s</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>%3$s</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>/s/ %3$s</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                </XML>
                </TEXT>
                </DOCUMENT>
                %5$s</SEC-DOCUMENT>
                """.formatted(accession, form, owner, company, more);
    }

    /** An exhibit with a power of attorney. */
    static String power(String grantor, String attorney, String company) {
        return "<DOCUMENT>\n<TYPE>EX-24\n<SEQUENCE>2\n<FILENAME>poa.txt\n<TEXT>\n" + Papers.power(grantor, attorney, company)
                + "</TEXT>\n</DOCUMENT>\n";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
