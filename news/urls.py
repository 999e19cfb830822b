from articles.urls import section_urls

app_name = "news"
urlpatterns = section_urls("news")
