package org.zonekeeper.gateway.identity;

import java.util.Optional;

/** Somebody is not let in. Its message is for the gateway's log, never for the client. */
public final class DeniedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Denial denial;
  private final transient Optional<String> subject;

  /**
   * @param detail what exactly was wrong
   * @param subject who it was, where a signature proves it
   */
  public DeniedException(Denial denial, String detail, Optional<String> subject) {
    super(detail);
    this.denial = denial;
    this.subject = subject;
  }

  /** Of somebody who is not known. */
  public DeniedException(Denial denial, String detail) {
    this(denial, detail, Optional.empty());
  }

  public Denial denial() {
    return denial;
  }

  public Optional<String> subject() {
    return subject;
  }
}
