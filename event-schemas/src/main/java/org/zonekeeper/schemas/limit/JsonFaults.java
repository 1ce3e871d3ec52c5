package org.zonekeeper.schemas.limit;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * What is wrong with something that is no JSON, for whoever sent it: in our words, because the
 * parser's name its own classes and settings. Stateless.
 */
public final class JsonFaults {
  private JsonFaults() {}

  /** Such as "it ends too early, at line 1, column 7". */
  public static String inWords(JsonProcessingException fault) {
    String what =
        switch (fault) {
          case StreamConstraintsException limit ->
              "it is nested too deep, or a name, text or number in it is too long";
          case JsonEOFException end -> "it ends too early";
          case MismatchedInputException mismatched ->
              "there is nothing in it, or something follows after its end";
          default ->
              isDuplicate(fault)
                  ? "a name comes twice in one object"
                  : "a character cannot stand where it does";
        };
    JsonLocation at = fault.getLocation();
    return at == null
        ? what
        : "%s, at line %d, column %d".formatted(what, at.getLineNr(), at.getColumnNr());
  }

  /** It has no type of its own. */
  private static boolean isDuplicate(JsonProcessingException fault) {
    return fault.getOriginalMessage().startsWith("Duplicate");
  }
}
