package org.zonekeeper.gateway.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a request shows of who sends it, and from where. Immutable.
 *
 * @param authorization the header of that name
 * @param subprotocols that the client offers, in its order
 * @param ticket the query parameter of that name
 */
public record Credentials(
    Optional<String> authorization, List<String> subprotocols, Optional<String> ticket) {

  /** The sub-protocol that is spoken; it comes first, and it alone is answered. */
  public static final String SUBPROTOCOL = "zonekeeper.v1";

  /** What a sub-protocol that is a token begins with. */
  public static final String TOKEN_SUBPROTOCOL = "bearer.";

  private static final String BEARER = "Bearer ";

  public Credentials {
    subprotocols = List.copyOf(subprotocols);
  }

  /**
   * Those of a request.
   *
   * @param offered the header {@code Sec-WebSocket-Protocol}
   */
  public static Credentials of(
      Optional<String> authorization, Optional<String> offered, Optional<String> ticket) {
    List<String> subprotocols =
        offered.stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    return new Credentials(authorization, subprotocols, ticket);
  }

  /** The token, wherever it stands. */
  Optional<String> token() throws DeniedException {
    if (authorization.isPresent()) {
      String header = authorization.get();
      if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        throw new DeniedException(Denial.TOKEN_MISSING, "the authorization is of another kind");
      }
      return Optional.of(header.substring(BEARER.length()).strip());
    }
    return subprotocols.stream()
        .filter(each -> each.startsWith(TOKEN_SUBPROTOCOL))
        .map(each -> each.substring(TOKEN_SUBPROTOCOL.length()))
        .findFirst();
  }

  /** The first one offered is the one that is answered: it must not be a token. */
  void requireAnswerable() throws DeniedException {
    if (!subprotocols.isEmpty() && !subprotocols.getFirst().equals(SUBPROTOCOL)) {
      throw new DeniedException(
          Denial.MALFORMED_REQUEST, "the first sub-protocol offered is not " + SUBPROTOCOL);
    }
  }
}
