package org.haetae.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Belt to the gate's braces: no handler runs that {@link Gate} did not let this very request in
/// to, whatever a later change does to the order of filters.
final class PassedGate implements HandlerInterceptor {
    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return true;
        }
        if (handler instanceof HandlerMethod method
                && method.getMethod().equals(request.getAttribute(Gate.PASSED))) {
            return true;
        }
        response.setStatus(403);
        return false;
    }
}
