"""The catalogue's addresses, below /platforms/."""

urlpatterns = []
