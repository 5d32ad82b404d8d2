# Renders JSON lines, {"template", "data"}, with a Ruby Liquid whose folder is the first argument.
# The service has ActiveSupport's `blank?`; `{% if x == blank %}` asks for it.
require "json"
require "timeout"
require "date"

ENV["TZ"] = "UTC"
$LOAD_PATH.unshift(File.join(ARGV.fetch(0), "lib"))
require "liquid"

class Object
  def blank? = respond_to?(:empty?) ? empty? : !self
end

class String
  def blank? = match?(/\A[[:space:]]*\z/)
end

class Numeric
  def blank? = false
end

# A template that never ends, or eats the memory, gets no answer that anyone could compare.
Process.setrlimit(Process::RLIMIT_AS, 2 << 30)

$stdin.each_line do |line|
  asked = JSON.parse(line)
  answer =
    begin
      text = Timeout.timeout(5) { Liquid::Template.parse(asked["template"]).render!(asked["data"]) }
      { "out" => text }
    rescue Timeout::Error, NoMemoryError
      { "skip" => "a limit" }
    rescue Exception => e # an error of any class ends a delivery
      { "err" => "#{e.class}: #{e.message.lines.first&.strip}" }
    end
  puts JSON.generate(answer)
end
