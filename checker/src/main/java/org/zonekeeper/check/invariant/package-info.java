/** What must hold of every journal, whatever happened. */
package org.zonekeeper.check.invariant;
