package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What a client accepts, by the qualities that it gives to formats and content codings (RFC 9110, section 12.4.2); 0 means not at all. */
public final class Accepts {

    private static final String IDENTITY = "identity";
    private static final String GZIP = "gzip";

    private Accepts() {}

    /**
     * The format to answer in. Of formats with the same quality, the one that the client names first wins, then the one offered first.
     *
     * @param offered what can be answered in
     * @throws Problem {@code NOT_ACCEPTABLE} if the client accepts none of them
     */
    public static MediaType preferred(HttpServletRequest request, List<MediaType> offered) {
        List<MediaType> accepted = MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        if (accepted.isEmpty()) {
            return offered.getFirst();
        }
        return offered.stream().filter(type -> quality(type, accepted) > 0)
                .max(Comparator.<MediaType>comparingDouble(type -> quality(type, accepted))
                        .thenComparing(type -> -named(type, accepted)).thenComparing(type -> -offered.indexOf(type)))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_ACCEPTABLE, "NOT_ACCEPTABLE",
                        ProblemWriter.ofStatus(HttpStatus.NOT_ACCEPTABLE).detail(), List.of()));
    }

    /** The quality of the most specific range that includes the type. */
    private static double quality(MediaType type, List<MediaType> accepted) {
        return accepted.stream().filter(range -> range.includes(type))
                .max(Comparator.comparingInt(range -> range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2))
                .map(MediaType::getQualityValue).orElse(0.0);
    }

    /** The place at which the client names the type; what it does not name comes last. */
    private static int named(MediaType type, List<MediaType> accepted) {
        for (int place = 0; place < accepted.size(); place++) {
            if (accepted.get(place).isConcrete() && accepted.get(place).includes(type)) {
                return place;
            }
        }
        return accepted.size();
    }

    /**
     * Whether to compress an answer that exists compressed and as it is.
     *
     * @throws Problem {@code NOT_ACCEPTABLE} if the client accepts neither
     */
    public static boolean gzip(HttpServletRequest request) {
        String header = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)));
        double gzip = quality(GZIP, header, 0);
        // As it is, an answer is accepted unless the client rules it out. It is not preferred to gzip unless the client says so.
        double identity = quality(IDENTITY, header, Double.MIN_VALUE);
        if (gzip == 0 && identity == 0) {
            throw new Problem(HttpStatus.NOT_ACCEPTABLE, "NOT_ACCEPTABLE",
                    "This answer comes compressed with gzip or as it is, and you accept neither.", List.of());
        }
        return gzip > 0 && gzip >= identity;
    }

    private static double quality(String coding, String header, double unnamed) {
        double any = -1;
        for (String element : header.split(",", -1)) {
            String[] parts = element.strip().split(";", -1);
            String name = parts[0].strip();
            if (name.equalsIgnoreCase(coding) || name.equalsIgnoreCase("x-" + coding)) {
                return weight(parts);
            }
            if (name.equals("*")) {
                any = weight(parts);
            }
        }
        // The wildcard can rule the answer out as it is, but does not make it preferred.
        return any < 0 || coding.equals(IDENTITY) && any > 0 ? unnamed : any;
    }

    private static double weight(String[] parts) {
        for (int part = 1; part < parts.length; part++) {
            String text = parts[part].strip();
            if (text.regionMatches(true, 0, "q=", 0, 2)) {
                String value = text.substring(2).strip();
                return value.matches("(0(\\.[0-9]{0,3})?)|(1(\\.0{0,3})?)") ? Double.parseDouble(value) : 0;
            }
        }
        return 1;
    }
}
