package org.zonekeeper.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.recorder.RecorderHeader;

/**
 * Reads the header that every record of a multi-type topic carries as its first field. Stateless;
 * any thread. Each method throws {@link ClassCastException} for a record of another topic.
 */
public final class Headers {
  private static final int HEADER = 0;

  private Headers() {}

  public static CommandHeader ofCommand(SpecificRecord command) {
    return (CommandHeader) command.get(HEADER);
  }

  public static FactHeader ofFact(SpecificRecord fact) {
    return (FactHeader) fact.get(HEADER);
  }

  public static EventHeader ofEvent(SpecificRecord event) {
    return (EventHeader) event.get(HEADER);
  }

  public static OrderHeader ofOrder(SpecificRecord order) {
    return (OrderHeader) order.get(HEADER);
  }

  public static RecorderHeader ofRecorded(SpecificRecord event) {
    return (RecorderHeader) event.get(HEADER);
  }

  /** The record's type as journals, refusals and logs name it. */
  public static String typeName(SpecificRecord record) {
    return record.getSchema().getName();
  }
}
