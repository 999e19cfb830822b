from articles.urls import section_urls

app_name = "investing"
urlpatterns = section_urls("investing")
