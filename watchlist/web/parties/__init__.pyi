from .shipment_list import ShipmentRow as ShipmentRow, shipment_rows as shipment_rows
