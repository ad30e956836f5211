package org.authorityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.authorityledger.events.LegalAct;
import org.authorityledger.history.ActJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A running ledger, as its users reach it: over HTTP. */
public final class RunningLedger {

    public static final String PASSWORD = "a password for tests";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int port;

    RunningLedger(int port) {
        this.port = port;
    }

    /** The address of a path, for a browser. */
    public String address(String pathAndQuery) {
        return "http://localhost:" + port + pathAndQuery;
    }

    /** Gets a path and expects an answer. With {@code minPosition} the ledger answers when it has read the records up to there. */
    public JsonNode ask(String pathAndQuery) {
        HttpResponse<String> response = send(request(pathAndQuery).GET().build());
        if (response.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + " was answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Posts to a path under {@code /api/}. */
    HttpResponse<String> tell(String path, String body, String... headers) {
        HttpRequest.Builder request = request("/api/" + path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** Sends the request that records an act. */
    HttpResponse<String> tell(Request request) {
        return tell(request.path(), request.body());
    }

    /** Sends lines and returns the lines of the answer. */
    String[] lines(String path, String ndjson) {
        return send(request("/api/" + path).header("Content-Type", "application/x-ndjson").POST(HttpRequest.BodyPublishers.ofString(ndjson))
                .build())
                .body().split("\n");
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** An act as the request that records it: the path under {@code /api/} and the body. */
    record Request(String path, String body) {

        static Request of(LegalAct act) {
            ObjectNode body = (ObjectNode) JSON.readTree(ActJson.write(act));
            String grantor = "grantors/" + body.remove("grantorId").asString() + "/";
            String type = ActJson.type(act);
            boolean grant = type.equals("PowerOfAttorneyGranted");
            JsonNode poaId = grant || !body.has("poaId") ? null : body.remove("poaId");
            String instrument = poaId == null ? "" : grantor + "powers-of-attorney/" + poaId.asString() + "/";
            JsonNode terms = body.remove("terms");
            if (terms instanceof ObjectNode flat) {
                body.setAll(flat);
            }
            String path = switch (type) {
                case "PowerOfAttorneyGranted" -> grantor + "powers-of-attorney";
                case "PowerOfAttorneyAmended" -> instrument + "amendments";
                case "PowerOfAttorneyCorrected" -> instrument + "corrections";
                case "ConfirmationFiled" -> instrument + "confirmations";
                case "PowerOfAttorneyRevoked" -> instrument + "revocations";
                case "RevocationDelivered" -> instrument + "revocations/" + body.remove("revocation").asString() + "/deliveries";
                case "SubstituteAppointed" -> instrument + "substitutions";
                case "SubstitutionRevoked" -> instrument + "substitutions/" + body.remove("substitution").asString() + "/revocation";
                case "IncumbencyRecorded" -> instrument + "incumbencies";
                case "AttorneyResigned" -> instrument + "resignations";
                case "GrantorBeganReporting" -> grantor + "reporting-beginnings";
                case "GrantorCeasedReporting" -> grantor + "cessations";
                case "GrantorResumedReporting" -> grantor + "resumptions";
                case "AttorneyEmploymentEnded" -> grantor + "employment-ends";
                case "GrantorDied" -> grantor + "death";
                case "GrantorIncapacitated" -> grantor + "incapacity";
                case "GrantorDissolved" -> grantor + "dissolution";
                case "AttorneyDied" -> grantor + "attorney-deaths";
                case "AttorneyIncapacitated" -> grantor + "attorney-incapacities";
                case "SignatoryRecorded" -> grantor + "signatories";
                case "SignatoryEnded" -> grantor + "signatories/" + body.remove("signatory").asString() + "/end";
                case "RecordRetracted" -> grantor + "retractions";
                default -> throw new AssertionError(type);
            };
            return new Request(path, JSON.writeValueAsString(body));
        }

        /** The same request with other ids: each key is replaced by its value. */
        Request with(Map<String, String> ids) {
            String otherPath = path;
            String otherBody = body;
            for (Map.Entry<String, String> id : ids.entrySet()) {
                otherPath = otherPath.replace("/" + id.getKey() + "/", "/" + id.getValue() + "/");
                otherBody = otherBody.replace("\"" + id.getKey() + "\"", "\"" + id.getValue() + "\"");
            }
            return new Request(otherPath, otherBody);
        }
    }
}
