/** The auditor's command line, {@code zonekeeper audit ...}. */
package org.zonekeeper.audit.command;
