package org.zonekeeper.gateway.protocol;

import org.zonekeeper.schemas.limit.Texts;

/**
 * Why a command was not done.
 *
 * @param text in words: what was wrong and what to do; cut to its first 1000 characters, because it
 *     may quote what was sent
 */
public record Refusal(Reason reason, String text) {
  static final int MOST_CHARACTERS = 1_000;

  public Refusal {
    text = Texts.cut(text, MOST_CHARACTERS);
  }
}
