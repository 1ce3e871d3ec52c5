package org.zonekeeper.chaos.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A decoder that refuses by exceptions of its own, each with a message. Immutable.
 *
 * @param refusals all that it may throw
 */
record Decoder(String name, Decoding decoding, List<Class<? extends Exception>> refusals)
    implements FuzzTarget {
  /** A cause longer than that would itself be what nobody bounds. */
  private static final int LONGEST_CAUSE = 20_000;

  Decoder {
    refusals = List.copyOf(refusals);
  }

  /** Makes an input and decodes it. */
  interface Decoding {
    void decode(AnyInput any) throws Exception;
  }

  @SafeVarargs
  static Decoder of(String name, Decoding decoding, Class<? extends Exception>... refusals) {
    List<Class<? extends Exception>> all = new ArrayList<>();
    for (Class<? extends Exception> refusal : refusals) {
      all.add(refusal);
    }
    return new Decoder(name, decoding, all);
  }

  @Override
  public Answer tryOne(AnyInput any) throws Exception {
    try {
      decoding.decode(any);
      return Answer.TAKEN;
    } catch (Exception e) {
      if (refusals.stream().noneMatch(refusal -> refusal.isInstance(e))) {
        throw e;
      }
      requireCause(e);
      return Answer.REFUSED;
    }
  }

  private static void requireCause(Exception refusal) {
    String cause = refusal.getMessage();
    if (cause == null || cause.isBlank() || cause.length() > LONGEST_CAUSE) {
      throw new IllegalStateException(
          "refused without a cause, or with one of more than %d characters"
              .formatted(LONGEST_CAUSE),
          refusal);
    }
  }
}
