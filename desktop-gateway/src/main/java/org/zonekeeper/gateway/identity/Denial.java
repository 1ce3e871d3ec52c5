package org.zonekeeper.gateway.identity;

/**
 * Why somebody was not let in, as the client is told: an HTTP status, a name and a sentence. What
 * exactly was wrong with a token stands in the gateway's log only.
 */
public enum Denial {
  MALFORMED_REQUEST(400, "the request is not one that this gateway understands; see the protocol"),
  TOKEN_MISSING(
      401,
      "a token is needed: as \"Authorization: Bearer\", as WebSocket sub-protocol, or a ticket"),
  TOKEN_INVALID(
      401, "the token is not one of this gateway's issuer, or not meant for this gateway"),
  TOKEN_EXPIRED(401, "the token has expired; get a new one"),
  TICKET_INVALID(401, "the ticket is unknown, was used already, or has expired; get a new one"),
  NOT_AUTHORISED(403, "the token does not allow this"),
  ORIGIN_NOT_ALLOWED(403, "pages of this origin may not connect"),
  TOO_MANY_FAILURES(429, "too many log-ons have failed; try again in a minute"),
  TOO_MANY_CONNECTIONS(503, "this gateway has as many connections as it takes; try again later"),
  ISSUER_NOT_AVAILABLE(
      503, "the issuer's keys cannot be looked up at the moment; try again in some seconds");

  private final int status;
  private final String text;

  Denial(int status, String text) {
    this.status = status;
    this.text = text;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** For the client, in words. */
  public String text() {
    return text;
  }
}
