/** The floor that figures are held against: a topology that does nothing, with our guarantee. */
package org.zonekeeper.bench.baseline;
