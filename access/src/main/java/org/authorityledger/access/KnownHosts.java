package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The host names under which this ledger is reached. A page elsewhere can give its own name the address of this machine and then read as if it
 * were a page from here; but the browser still sends the name.
 *
 * @param named the hosts that the keeper named, in lower case
 * @param closed whether only known hosts are answered
 */
record KnownHosts(Set<String> named, boolean closed) {

    private static final Pattern ADDRESS = Pattern
            .compile("\\[[0-9a-fA-F:.%]+\\]|[0-9a-fA-F:.%]*:[0-9a-fA-F:.%]*|\\d{1,3}(\\.\\d{1,3}){3}");

    /**
     * From the settings. A ledger that listens to its own machine only is closed to unknown names. One that others reach has names that it cannot
     * know: it is closed as soon as some are named.
     */
    static KnownHosts of(List<String> named, String listensOn) {
        Set<String> names = named.stream().map(String::strip).filter(name -> !name.isEmpty()).map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return new KnownHosts(names, !names.isEmpty() || isLoopback(listensOn));
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether requests to this host are answered. An address is: no one can give it to another machine. */
    boolean isKnown(@Nullable String host) {
        if (!closed || host == null) {
            return true;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost") || ADDRESS.matcher(name).matches() || named.contains(name);
    }

    /** Whether the request comes from a page of another origin. Programs name no origin. */
    boolean isFromElsewhere(HttpServletRequest request) {
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                || Collections.list(request.getHeaders("Origin")).stream().anyMatch(origin -> !isOwn(origin, request));
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        try {
            URI uri = new URI(origin);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
                return false;
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            if (named.contains(host)) {
                return true;
            }
            String authority = authority(host, uri.getPort(), scheme);
            String asked = request.getHeader("Host");
            return authority
                    .equals(authority(request.getServerName().toLowerCase(Locale.ROOT), request.getServerPort(), request.getScheme()))
                    || asked != null && authority.equals(withoutUsualPort(asked.strip().toLowerCase(Locale.ROOT), scheme));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String authority(String host, int port, String scheme) {
        return withoutUsualPort(port < 0 ? host : host + ":" + port, scheme);
    }

    private static String withoutUsualPort(String authority, String scheme) {
        String usual = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(usual) ? authority.substring(0, authority.length() - usual.length()) : authority;
    }
}
