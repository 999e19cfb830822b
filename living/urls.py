from articles.urls import section_urls

app_name = "living"
urlpatterns = section_urls("living")
