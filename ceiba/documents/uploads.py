"""The gate of uploads: a file that is too large is refused while it comes in, before it fills the disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class SizeLimit(FileUploadHandler):
    """Stops reading a request at the limit and leaves word of it on the request."""

    def __init__(self, request: object = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the bytes on; ``StopUpload`` once there are too many."""
        del start
        self.received += len(raw_data)
        if self.received > settings.MAX_DOCUMENT_BYTES:
            self.request.too_large = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
        del file_size
